// The rules as json-rules-engine reads them (argument 2) over a file of facts, one object a line (argument 3), one after
// the other; prints seconds. Two-valued: an element that is not recorded makes a condition false.
'use strict'
const fs = require('node:fs')
const { Engine } = require('json-rules-engine')

async function main () {
  const { rules, conditions } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
  const engine = new Engine(rules, { allowUndefinedFacts: true, allowUndefinedConditions: false })
  for (const [name, condition] of Object.entries(conditions)) engine.setCondition(name, condition)
  const rows = fs.readFileSync(process.argv[3], 'utf8').trim().split('\n').map((line) => JSON.parse(line))
  for (const row of rows.slice(0, 50)) await engine.run(row)
  const start = process.hrtime.bigint()
  for (const row of rows) await engine.run(row)
  console.log(Number(process.hrtime.bigint() - start) / 1e9)
}
main()
