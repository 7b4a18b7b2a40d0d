// People signed in to the site of the demonstration: the yearly report of its town counts them, each in the year it agreed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp } from '#test/app.ts'
import { connectDemoSite, visitDemoSite } from './site.ts'

test('the site beside the program has had visitors, whom the report of the town counts; without it nobody is invented', async (t) => {
  const parvis = await createTestApp()
  t.after(() => parvis.close())
  const joined = (year: number) =>
    parvis.db.read(system, async (tx) => {
      const measure = parvis.house.measures.find(({ id }) => id === 'identity.joined')
      const between = { from: new Date(`${year}-01-01`), until: new Date(`${year + 1}-01-01`) }
      const bron = (await territory(tx)).authorityByCode('69029')?.id ?? assert.fail('no Bron')
      return (await measure?.of(tx, between))?.get(bron)
    })
  await visitDemoSite(parvis.db, parvis.config)
  assert.equal(await joined(2026), undefined)
  const at = { ...parvis.config, demoSite: 'http://127.0.0.1:1' }
  await visitDemoSite(parvis.db, at)
  assert.deepEqual([await joined(2026), await joined(2025)], [12, undefined])
  const addresses = {
    redirectUri: 'http://127.0.0.1:2/retour',
    postLogoutUri: 'http://127.0.0.1:2/au-revoir',
  }
  const backchannelUri = 'http://127.0.0.1:2/deconnexion-annoncee'
  assert.notEqual(await connectDemoSite(parvis.db, at, { ...addresses, backchannelUri }), null)
  assert.equal(await joined(2026), 12, 'found again at another address')
})
