// A dry run of retention says the numbers of the real one, and changes nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm, sendForm } from '#test/apply.ts'
import { writerAt } from './job.ts'
import { runRetention } from './run.ts'

const RESIDENT = 'habitante@parvis.example'

describe('a dry run', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  async function counts(): Promise<Record<string, number>> {
    const { rows } = await parvis.db.pool.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and has_table_privilege(c.oid, 'select') and n.nspname not in ('pg_catalog', 'information_schema')`,
    )
    const found: Record<string, number> = {}
    for (const { name } of rows)
      found[name] = await parvis.db.read(system, async (tx) => {
        const { rows: counted } = await sql<{
          count: number
        }>`select count(*) as count from ${sql.table(name)}`.execute(tx.q)
        return counted[0]?.count ?? 0
      })
    return found
  }

  test('changes nothing but its report, and says what the real run then does, rule by rule', async () => {
    const browser = await parvis.signedInAs(RESIDENT)
    await sendForm(browser)
    await beginForm(browser).then(({ at }) => browser.post(`${at}/problem/sauver`, { size: 'small' }))
    await parvis.db.write(system, (tx) =>
      sql`update requests.request set state = 'closed', state_kind = 'done', closed_at = ${tx.now}`.execute(
        tx.q,
      ),
    )
    await parvis.runJobs()
    const options = { writer: writerAt('http://parvis.test'), isDemo: false }
    const linesOf = (rows: Awaited<ReturnType<typeof runRetention>>) =>
      rows.map(({ entryId, rule, count, failed }) => `${entryId} ${rule} ${count} ${failed}`)
    const active = new Set<string>()
    for (const days of [80, 20, 300, 400, 1200]) {
      parvis.advance({ days })
      const { 'register.retention_run': reportedBefore = 0, ...restBefore } = await counts()
      const foreseen = await runRetention(parvis.db, parvis.house, { ...options, isDry: true })
      const { 'register.retention_run': reported = 0, ...rest } = await counts()
      assert.deepEqual(rest, restBefore)
      assert.equal(reported, reportedBefore + foreseen.length)
      const done = await runRetention(parvis.db, parvis.house, { ...options, isDry: false })
      assert.deepEqual(linesOf(done), linesOf(foreseen))
      for (const { rule, count } of done) if (count > 0) active.add(rule)
    }
    for (const rule of [
      'account.close',
      'account.warn',
      'draft.delete',
      'draft.remind',
      'mail.delete',
      'request.anonymise',
    ])
      assert.ok(active.has(rule), rule)
  })

  test('is a button of the administration, whose page shows the last runs', async () => {
    const admin = await parvis.signedInAs('admin.bron@parvis.example')
    assert.match((await admin.get('/administration/conservation')).body, /Derniers passages/)
    const { statusCode, headers } = await admin.post('/administration/conservation/simulation', {})
    assert.deepEqual([statusCode, headers.location], [303, '/administration/conservation'])
    assert.match((await admin.get('/administration/conservation')).body, /Simulation du/)
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await agent.post('/administration/conservation/simulation', {})).statusCode, 404)
  })
})
