// A database of the tests refuses what an installation's does: what a test was never refused fails at whoever installs Parvis.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { testDatabase } from './database.ts'

test('a database of a test makes no temporary table for the accounts of the program', async () => {
  const { urls, drop } = await testDatabase()
  try {
    for (const url of [urls.web, urls.system]) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        await assert.rejects(client.query('create temporary table held (x int)'), /permission denied/)
      } finally {
        await client.end()
      }
    }
  } finally {
    await drop()
  }
})
