// Fills a form by @aehrc/sdc-populate for each of some patients, from a record that answers searches as a FHIR server
// does. In: {questionnaire, today, records: [{resources, lies}]}. Out: one line of JSON, the filled responses.
const {populateQuestionnaire} = require('@aehrc/sdc-populate');
const {questionnaire, today, records} = JSON.parse(require('fs').readFileSync(0));

const RealDate = Date;
if (today) {
  globalThis.Date = class extends RealDate {
    constructor(...given) { given.length ? super(...given) : super(`${today}T12:00:00`); }
    static now() { return new RealDate(`${today}T12:00:00`).getTime(); }
  };
}
console.warn = () => {};

const codings = part => (part?.code?.coding ?? []);
const fits = (coding, token) => {
  const [system, code] = token.includes('|') ? token.split('|') : [null, token];
  return coding?.code === code && (system === null || coding.system === system);
};
function search(resources, query, lies) {
  const [kind, rest] = query.split('?');
  const asked = new URLSearchParams(rest);
  let found = resources.filter(each => each.resourceType === kind);
  const tokens = (asked.get('combo-code') ?? asked.get('code'))?.split(',');
  if (tokens && !lies.ignoresCodes) {
    found = found.filter(each => [each, ...(each.component ?? [])].some(
      part => codings(part).some(coding => tokens.some(token => fits(coding, token)))));
  }
  const link = lies.pages && found.length > lies.pages ? [{relation: 'next', url: 'http://record.test/fhir?page=2'}] : [];
  const shown = lies.pages ? found.slice(0, lies.pages) : found;
  const made = {resourceType: 'Bundle', type: 'searchset', total: found.length, link};
  if (lies.hidesTotal) delete made.total;
  if (shown.length) made.entry = shown.map(resource => ({resource, search: {mode: 'match'}}));
  return made;
}
async function filled({resources, lies = {}}) {
  const patient = resources.find(each => each.resourceType === 'Patient');
  const fetchResourceCallback = async query => {
    const kind = query.split('?')[0];
    if ((lies.refuses ?? []).includes(kind)) throw new Error('403');
    if ((lies.warns ?? []).includes(kind)) {
      return {resourceType: 'OperationOutcome', issue: [{severity: 'error', code: 'not-supported'}]};
    }
    return JSON.parse(JSON.stringify(search(resources, query, lies)));
  };
  const done = await populateQuestionnaire({
    questionnaire: JSON.parse(JSON.stringify(questionnaire)), patient, fetchResourceCallback,
    fetchResourceRequestConfig: {sourceServerUrl: 'http://record.test/fhir', authToken: null}, timeoutMs: 120000,
  });
  if (!done.populateSuccess) return null;
  return {response: done.populateResult.populatedResponse, issues: done.populateResult.issues ?? null};
}
(async () => {
  const all = [];
  for (const record of records) all.push(await filled(record));
  process.stdout.write(JSON.stringify(all) + "\n", () => process.exit(0));  // a timer of the package would wait
})();
