// « Qui le verra » says all who will: collaborators in the name of members, and members who cannot yet; to whoever may be told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { renderHtml } from '#platform/html.ts'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { collaborate } from '#test/mandates.ts'
import { seenPanel } from './pages/audience.ts'
import type { Rule } from './rule.ts'
import { seenBy } from './seen.ts'

const [MAYOR, CABINET] = ['maire.bron@parvis.example', 'cabinet.bron@parvis.example']
const rule = (more: Partial<Rule>): Rule => ({
  ...{ who: [], also: [], except: [], from: null, until: null },
  ...more,
})

describe('who reads beside an audience', () => {
  let parvis: TestApp
  let conference = 0
  let bron = 0
  before(async () => {
    parvis = await createTestApp()
    await collaborate(parvis, {
      ...{ member: MAYOR, collaborator: CABINET },
      ...{ from: '2026-11-23', until: '2027-10-31' },
    })
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ conference: number; bron: number }>`select b.id as conference,
        (select id from territory.authority where code = '69029') as bron
        from bodies.body b where b.name like '%Porte des Alpes'`.execute(tx.q),
    )
    conference = rows[0]?.conference ?? 0
    bron = rows[0]?.bron ?? 0
  })
  after(() => parvis.close())

  const told = async (email: string, said: Rule): Promise<string> => {
    const actor = await parvis.actor(email)
    return parvis.db.read(actor, async (tx) =>
      renderHtml(seenPanel('Qui le verra', await seenBy(tx, said)))
        .replaceAll('&nbsp;', '\u00a0')
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' '),
    )
  }
  const mayors = () => rule({ who: [`body:${conference}:mayor`] })

  test('collaborators are counted and named, in whose name, and members without an account are said to wait', async () => {
    const said = await told('admin@parvis.example', mayors())
    assert.match(said, /1 personne aujourd’hui.*Hélène Saunier/)
    assert.match(said, /Une personne le lit aussi, au nom d’un élu .*Nadia Terreaux, pour Hélène Saunier/)
    assert.match(
      said,
      /\d élus de ce public n’ont pas encore de compte : ils ne le liront qu’une fois invités/,
    )
    assert.doesNotMatch(said, /dont le nom n’est connu/)
    const everybody = await told('admin@parvis.example', rule({ who: ['all'] }))
    assert.doesNotMatch(everybody, /au nom d’un élu|pas encore de compte/)
  })

  test('what is lent alone opens, and all that the member is closes', async () => {
    const agents = await told('admin@parvis.example', rule({ who: [`workplace:${bron}`] }))
    assert.doesNotMatch(agents, /au nom d’un élu|pas encore de compte/)
    const none = await told(
      'admin@parvis.example',
      rule({ who: [`body:${conference}`], except: [`elected:${bron}`] }),
    )
    assert.doesNotMatch(none, /au nom d’un élu/)
  })

  test('who sits is told to whoever publishes, by seats alone: of no group, of nothing beside, to no resident', async () => {
    assert.match(
      await told('marius.redaction@parvis.example', mayors()),
      /4\sélus aujourd’hui, par leurs mandats.*Hélène Saunier/,
    )
    const group = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from bodies.body where kind = 'group' order by id limit 1`.execute(tx.q),
    )
    for (const said of [
      rule({ who: [`body:${group.rows[0]?.id}`] }),
      rule({ who: [`body:${conference}:mayor`], except: [`body:${group.rows[0]?.id}`] }),
      rule({ who: [`body:${conference}:mayor`], also: [`workplace:${bron}`] }),
    ])
      assert.doesNotMatch(
        await told('marius.redaction@parvis.example', said),
        /par leurs mandats|Saunier/,
        JSON.stringify(said),
      )
    assert.doesNotMatch(await told('habitante@parvis.example', mayors()), /par leurs mandats|Saunier/)
  })

  test('nothing of it is told to whoever keeps no body, nor after the mandate', async () => {
    for (const email of ['marius.redaction@parvis.example', 'habitante@parvis.example'])
      assert.doesNotMatch(
        await told(email, mayors()),
        /\d+ (?:personnes? )?[^.]*au nom d’un élu|pas encore de compte|Nadia/,
        email,
      )
    await parvis.db.write(system, (tx) =>
      sql`update accounts.mandate set ended_at = ${tx.now} where kind = 'collaborator'`.execute(tx.q),
    )
    assert.doesNotMatch(await told('admin@parvis.example', mayors()), /au nom d’un élu/)
  })
})
