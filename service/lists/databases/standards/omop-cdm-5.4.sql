-- A list for immunote from the OMOP Common Data Model 5.4: a row for each person, and a row for each answer that a record
-- gives, with its date. It goes with the map that was written beside it. Runs in PostgreSQL and DuckDB; put the schema
-- into search_path. Codes are looked up by vocabulary_id and concept_code, so that no concept_id has to be known.
-- Diagnoses answer only questions of lasting diseases and of what ever was; nothing here says no.
-- An element without a code can be kept as an observation: observation_source_value = 'immunote:' and its name.
WITH codes (element, vocabulary, code, answers, below, lasting) AS (VALUES
$codes
),
diagnoses AS (
  SELECT o.condition_occurrence_id, o.person_id, o.condition_start_date AS day, o.condition_end_date AS ended,
         o.condition_status_concept_id, o.condition_concept_id AS concept_id
  FROM condition_occurrence o
  UNION ALL
  SELECT o.condition_occurrence_id, o.person_id, o.condition_start_date, o.condition_end_date,
         o.condition_status_concept_id, o.condition_source_concept_id
  FROM condition_occurrence o
),
seen AS (
  SELECT d.condition_occurrence_id, d.person_id, d.day, d.ended, d.concept_id, c.vocabulary_id, c.concept_code
  FROM diagnoses d
  JOIN concept c ON c.concept_id = d.concept_id
  LEFT JOIN concept s ON s.concept_id = d.condition_status_concept_id AND d.condition_status_concept_id <> 0
  WHERE s.concept_name IS NULL
     OR (LOWER(s.concept_name) NOT LIKE '%preliminary%' AND LOWER(s.concept_name) NOT LIKE '%suspect%'
         AND LOWER(s.concept_name) NOT LIKE '%rule%out%' AND LOWER(s.concept_name) NOT LIKE '%refuted%')
),
-- a code of a classification stands for all codes below it, and a longer code that is listed goes before a shorter one
matched AS (
  SELECT s.condition_occurrence_id, s.person_id, s.day, s.ended, k.element, k.answers, k.lasting, LENGTH(k.code) AS depth
  FROM seen s
  JOIN codes k ON k.vocabulary = s.vocabulary_id
   AND (s.concept_code = k.code OR (k.vocabulary <> 'SNOMED' AND s.concept_code LIKE k.code || '%'))
  UNION ALL
  SELECT s.condition_occurrence_id, s.person_id, s.day, s.ended, k.element, k.answers, k.lasting,
         CASE WHEN k.answers THEN 0 ELSE 99 END
  FROM seen s
  JOIN concept_ancestor a ON a.descendant_concept_id = s.concept_id
  JOIN concept t ON t.concept_id = a.ancestor_concept_id
  JOIN codes k ON k.below AND k.vocabulary = t.vocabulary_id AND k.code = t.concept_code
),
-- of the results of a day the last one; where no time tells which that is, all of them, and their patient is set aside
results AS (
  SELECT m.person_id, m.measurement_date, m.value_as_number, m.unit_concept_id, m.unit_source_value,
         m.operator_concept_id, k.element,
         RANK() OVER (PARTITION BY m.person_id, k.element, m.measurement_date
                      ORDER BY COALESCE(m.measurement_datetime, CAST(m.measurement_date AS TIMESTAMP)) DESC) AS place
  FROM measurement m
  JOIN concept c ON c.concept_id = CASE WHEN m.measurement_concept_id <> 0 THEN m.measurement_concept_id
                                        ELSE m.measurement_source_concept_id END
  JOIN codes k ON k.vocabulary = 'LOINC' AND c.vocabulary_id = 'LOINC' AND k.code = c.concept_code
  WHERE m.value_as_number IS NOT NULL
),
answers (person_id, gender, birth_date, day, test, value, unit) AS (
  SELECT p.person_id,
         CASE WHEN g.concept_name IN ('MALE', 'FEMALE') THEN LOWER(g.concept_name) END,
         CAST(COALESCE(CAST(p.birth_datetime AS DATE),
                       CASE WHEN p.month_of_birth IS NOT NULL AND p.day_of_birth IS NOT NULL
                            THEN MAKE_DATE(p.year_of_birth, p.month_of_birth, p.day_of_birth) END) AS VARCHAR),
         CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
  FROM person p
  LEFT JOIN concept g ON g.concept_id = p.gender_concept_id AND g.vocabulary_id = 'Gender'
  UNION ALL
  SELECT DISTINCT m.person_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(m.day AS VARCHAR), m.element, 'true', ''
  FROM matched m
  WHERE m.answers AND (NOT m.lasting OR m.ended IS NULL)
    AND NOT EXISTS (
      SELECT 1 FROM matched x
      WHERE x.condition_occurrence_id = m.condition_occurrence_id AND x.element = m.element
        AND NOT x.answers AND x.depth >= m.depth)
  UNION ALL
  -- a result below or above a limit keeps its sign, so that it is never taken for a number
  SELECT m.person_id, NULL, NULL, CAST(m.measurement_date AS VARCHAR), m.element,
         CASE WHEN o.concept_name IS NULL OR o.concept_name = '=' THEN '' ELSE o.concept_name || ' ' END
           || CAST(m.value_as_number AS VARCHAR),
         COALESCE(u.concept_code, m.unit_source_value, '(no unit)')
  FROM results m
  LEFT JOIN concept u ON u.concept_id = m.unit_concept_id AND u.vocabulary_id = 'UCUM'
  LEFT JOIN concept o ON o.concept_id = m.operator_concept_id AND m.operator_concept_id <> 0
  WHERE m.place = 1
  UNION ALL
  SELECT o.person_id, NULL, NULL, CAST(o.observation_date AS VARCHAR), SUBSTR(o.observation_source_value, 10),
         COALESCE(o.value_as_string, CAST(o.value_as_number AS VARCHAR)), ''
  FROM observation o
  WHERE o.observation_source_value LIKE 'immunote:%'
)
SELECT CAST(r.person_id AS VARCHAR) AS patient, r.gender, r.birth_date, r.day, r.test, r.value, r.unit
FROM answers r
ORDER BY r.person_id, r.test, r.day, r.value, r.unit
