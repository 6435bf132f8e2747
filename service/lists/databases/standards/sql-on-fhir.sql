-- A list for immunote from three views of SQL on FHIR: immunote_patient, immunote_observation and immunote_condition, whose
-- ViewDefinitions were written beside this file, for a view runner to make them. It goes with the map beside it.
-- Diagnoses answer only questions of lasting diseases and of what ever was; nothing here says no.
-- An element without a code can be kept as an Observation with a code of the system urn:immunote:element.
WITH codes (element, vocabulary, code, answers, below, lasting) AS (VALUES
$codes
),
matched AS (
  SELECT c.condition_id, c.patient_id, c.onset, c.clinical_status, c.abated, k.element, k.answers, k.lasting,
         LENGTH(k.code) AS depth
  FROM immunote_condition c
  JOIN codes k ON k.vocabulary = c.system
   AND (c.code = k.code OR (k.vocabulary NOT IN ($whole) AND c.code LIKE k.code || '%'))
  WHERE c.verification_status IS NULL OR c.verification_status = 'confirmed'
),
answers (patient, gender, birth_date, day, test, value, unit) AS (
  SELECT p.patient_id, p.gender, CAST(p.birth_date AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
         CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
  FROM immunote_patient p
  UNION ALL
  SELECT DISTINCT m.patient_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), SUBSTR(CAST(m.onset AS VARCHAR), 1, 10),
         m.element, 'true', ''
  FROM matched m
  WHERE m.answers
    AND (NOT m.lasting OR m.clinical_status IN ('active', 'recurrence', 'relapse')
         OR (m.clinical_status IS NULL AND m.abated IS NULL))
    AND NOT EXISTS (
      SELECT 1 FROM matched x
      WHERE x.condition_id = m.condition_id AND x.element = m.element AND NOT x.answers AND x.depth >= m.depth)
  UNION ALL
  -- a result below or above a limit keeps its sign, so that it is never taken for a number
  SELECT o.patient_id, NULL, NULL, SUBSTR(CAST(o.effective AS VARCHAR), 1, 10), k.element,
         COALESCE(o.comparator || ' ', '') || CAST(o.value_quantity AS VARCHAR), COALESCE(o.unit_code, o.unit, '(no unit)')
  FROM immunote_observation o
  JOIN codes k ON k.vocabulary = o.system AND k.vocabulary IN ($results) AND k.code = o.code
  WHERE o.value_quantity IS NOT NULL
  UNION ALL
  SELECT o.patient_id, NULL, NULL, SUBSTR(CAST(o.effective AS VARCHAR), 1, 10), o.code,
         COALESCE(CASE WHEN o.value_boolean THEN 'true' WHEN NOT o.value_boolean THEN 'false' END, o.value_string,
                  CAST(o.value_integer AS VARCHAR), CAST(o.value_quantity AS VARCHAR)), ''
  FROM immunote_observation o
  WHERE o.system = 'urn:immunote:element'
)
SELECT r.patient, r.gender, r.birth_date, r.day, r.test, r.value, r.unit
FROM answers r
ORDER BY r.patient, r.test, r.day, r.value, r.unit
