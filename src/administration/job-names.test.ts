// Each job is called something in French, and each name is a job's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configOf, houseOf, jobsOf } from '../app.ts'
import { JOB_NAMES } from './job-names.ts'

test('each job has its name, and each name its job', () => {
  const jobs = Object.keys(jobsOf(configOf({}), houseOf({ demo: true })))
  assert.deepEqual(Object.keys(JOB_NAMES).toSorted(), jobs.toSorted())
})
