// The rules as json-rules-engine reads them (argument 1), behind Express with as many workers as argument 2 says.
// Profile in, names of the conditions that hold out. Two-valued: an element that is not recorded makes a condition false.
'use strict'
const cluster = require('node:cluster')
const fs = require('node:fs')

const workers = Number(process.argv[3])
if (cluster.isPrimary && workers > 1) {
  for (let each = 0; each < workers; each++) cluster.fork()
  cluster.on('exit', () => process.exit(1))
} else {
  const express = require('express')
  const { Engine } = require('json-rules-engine')
  const { rules, conditions } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
  const engine = new Engine(rules, { allowUndefinedFacts: true, allowUndefinedConditions: false })
  for (const [name, condition] of Object.entries(conditions)) engine.setCondition(name, condition)
  const app = express()
  app.use(express.json({ limit: '1mb' }))
  app.post('/v1/notes', async (request, response) => {
    const { events } = await engine.run(request.body)
    response.json(events.map((event) => event.type))
  })
  app.listen(Number(process.argv[4]), '127.0.0.1')
}
