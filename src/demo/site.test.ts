// People signed in to the site of the demonstration: the yearly report of its town counts them, each in the year it agreed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownApplications } from '#intranet'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp } from '#test/app.ts'
import { TOOLS } from '../../demo-site/index.ts'
import { connectDemoSite, connectDemoTool, visitDemoSite } from './site.ts'

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

test('agents of the metropolis have its applications on their desk, each at the page where signing in begins; another territory has none', async (t) => {
  const parvis = await createTestApp()
  t.after(() => parvis.close())
  const at = (port: number) => ({
    redirectUri: `http://127.0.0.1:${port}/retour`,
    postLogoutUri: `http://127.0.0.1:${port}/au-revoir`,
    backchannelUri: `http://127.0.0.1:${port}/deconnexion-annoncee`,
  })
  assert.equal(await connectDemoTool(parvis.db, parvis.config, 'nawak', at(1)), null)
  for (const [index, { id }] of TOOLS.entries()) {
    assert.notEqual(await connectDemoTool(parvis.db, parvis.config, id, at(index + 1)), null, id)
    // Found again at another address.
    assert.notEqual(await connectDemoTool(parvis.db, parvis.config, id, at(index + 11)), null, id)
  }
  const seen = async (email: string) =>
    parvis.db.read(await parvis.actor(email), async (tx) => ownApplications(tx, 20))
  assert.deepEqual(await seen('voirie@parvis.example'), [
    { name: 'Formation en ligne', href: 'http://127.0.0.1:12/connexion' },
    { name: 'Frais de mission', href: 'http://127.0.0.1:13/connexion' },
    { name: 'Temps et congés', href: 'http://127.0.0.1:11/connexion' },
  ])
  assert.deepEqual(await seen('agent.mions@parvis.example'), [])
})
