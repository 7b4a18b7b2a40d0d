// What modules say of a year in the report of an authority: their lines appear, few people are not told, and whoever publishes elsewhere reads nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { beginThread, openForum, reply } from '#forums'
import { system } from '#platform/actor.ts'
import type { Yearly } from '#platform/db/db.ts'
import type { Module } from '#platform/house/module.ts'
import { assertAccessible } from '#test/pdf-structure.ts'
import { createTestApp, START, type TestApp } from '#test/app.ts'
import { addCounts, keepThings, tellMonths } from '../count/queries.ts'
import { modules } from '../../app.ts'

const EDITOR = 'admin.bron@parvis.example'
const AT = '/agents/pilotage/bilans'

const tides: Yearly = {
  id: 'tides.seen',
  title: 'Marées canari',
  order: 5,
  of: async (tx, { authorityId }) =>
    tx.actor.memberships[0]?.authorityId === authorityId
      ? {
          sentence: 'Vues du port.',
          figures: [
            { label: 'Marées hautes', value: 3 },
            { label: 'Guetteurs', value: 4, ofPeople: true },
            { label: 'Veilleurs', value: 5, ofPeople: true },
            { label: 'À l’heure', value: 0.75, isShare: true },
          ],
        }
      : null,
}
const harbour: Module = { name: 'harbour', yearly: [tides] }

describe('what modules say of a year', () => {
  let parvis: TestApp
  let bron = 0
  before(async () => {
    parvis = await createTestApp({ modules: [...modules, harbour] })
    const editor = await parvis.actor(EDITOR)
    const { authorityId = 0, unitId = 0 } = editor.memberships[0] ?? {}
    bron = authorityId
    const audienceId = (await parvis.db.read(system, (tx) => ownAudience(tx, bron))) ?? 0
    const once = () => crypto.randomUUID()
    const forum = await parvis.db.write(editor, (tx) =>
      openForum(tx, bron, { name: 'Accueil', purpose: 'Se répondre.', audienceId }),
    )
    const thread = await parvis.db.write(editor, (tx) =>
      beginThread(tx, forum, 'Un sujet', { once: once(), text: 'Un message', fileIds: [] }),
    )
    await parvis.db.write(await parvis.actor('agent.bron@parvis.example'), (tx) =>
      reply(tx, thread, { once: once(), text: 'Un autre', fileIds: [] }),
    )
    await parvis.db.write(system, async (tx) => {
      const thing = { thing: '1', title: 'Horaires', href: '/contenus/1/lire', authorityId: bron }
      await keepThings(tx, 'content', [{ ...thing, unitId: null, since: START }])
      const counted = { kind: 'content', thing: '1' }
      await addCounts(tx, '2026-09-01', [{ ...counted, reader: `workplace:${bron}`, count: 300 }])
      await addCounts(tx, '2026-10-01', [
        { ...counted, reader: `workplace:${bron}`, count: 120 },
        { ...counted, reader: `public:${bron}`, count: 600 },
      ])
      await tellMonths(tx, '2026-11-23')
      const told = {
        count: 24,
        questions: [
          {
            id: 'a',
            label: 'Êtes-vous bien au travail ?',
            kind: 'one',
            groups: [
              { labels: ['Plutôt'], count: 18 },
              { labels: ['Non'], count: 6 },
            ],
          },
        ],
      }
      const few = { count: null, questions: [] }
      for (const [wave, results] of [
        ['printemps', told],
        ['automne', few],
      ] as const)
        await sql`insert into surveys.survey (authority_id, audience_id, title, wave, questions, form, crossed, opens_on, closes_on, results, told_at)
          values (${bron}, ${audienceId}, 'Baromètre', ${wave}, '', '{}', 'x', '2026-03-01', '2026-03-20', ${JSON.stringify(results)}::jsonb, '2026-03-21')`.execute(
          tx.q,
        )
      await sql`insert into vacancies.vacancy (unit_id, audience_id, title, category, branch, place, description, apply, ends_on, published_at)
        values (${unitId}, ${audienceId}, 'Agente d’accueil', 'C', 'administrative', 'Bron', 'Accueillir, orienter, répondre.', 'Écrivez.', '2026-12-31', '2026-06-01')`.execute(
        tx.q,
      )
    })
  })
  after(() => parvis.close())

  /** So many people of the town offer something. */
  const advertise = (people: number) =>
    parvis.db.write(system, async (tx) => {
      await sql`delete from ads.ad`.execute(tx.q)
      await sql`insert into ads.ad (authority_id, is_shared, person_id, author_name, category, title, text, ends_on, published_at, changed_at)
        select ${bron}, false, p.id, 'Quelqu’un', 'Maison', 'Une étagère', 'En bon état.', '2026-12-20', '2026-11-01', '2026-11-01'
        from accounts.person p order by p.id limit ${people}`.execute(tx.q)
    })
  async function review(): Promise<string> {
    const editor = await parvis.signedInAs(EDITOR)
    const begun = await editor.post(`${AT}/nouveau`, { authority: String(bron), year: '2026' })
    assert.equal(begun.statusCode, 303, begun.body)
    while ((await parvis.runJobs()) > 0);
    const page = await editor.get(`${AT}/bron/2026`)
    const pdf = await editor.get(`${AT}/bron/2026/pdf`)
    assertAccessible(pdf.rawPayload)
    return page.body
  }

  test('appears in the order of modules, in sentences, figures and drawings; few people are not told', async () => {
    await advertise(4)
    const body = await review()
    assert.match(
      body,
      /Marées canari[^]*Vues du port\.[^]*Marées hautes<\/dt><dd>3<[^]*Guetteurs<\/dt><dd>moins de cinq personnes[^]*Veilleurs<\/dt><dd>5<[^]*À l’heure<\/dt><dd>75\s%/,
    )
    assert.match(
      body,
      /Forums<\/h2>[^]*Messages<\/dt><dd>2<[^]*Personnes qui ont écrit<\/dt><dd>moins de cinq/,
    )
    assert.match(
      body,
      /Petites annonces<\/h2>\s*<p>Moins de cinq agents ont une annonce en ligne[^<]*<\/p>\s*<h2/,
    )
    assert.match(body, /Offres d’emploi<\/h2>[^]*Offres publiées<\/dt><dd>1</)
    assert.match(
      body,
      /Questionnaires<\/h2>[^]*Baromètre, printemps\s: réponses<\/dt><dd>24<[^]*«\sPlutôt\s»<\/dt><dd>75\s%[^]*automne\s: réponses<\/dt><dd>moins de cinq/,
    )
    const drawings = [...body.matchAll(/<svg viewBox="0 0 [^>]*role="img" aria-label="([^"]*)"/g)].map(
      (one) => one[1],
    )
    assert.equal(drawings.length, 2)
    assert.match(String(drawings[1]), /Lectures des agents, mois par mois[^]*300 \(septembre 2026\)/)
    assert.match(body, /le plus en octobre 2026, 720\slectures[^]*le plus en septembre 2026, 300\slectures/)
    await advertise(5)
    assert.match(await review(), /Annonces en ligne<\/dt><dd>5<[^]*Agents qui en ont une<\/dt><dd>5</)
  })

  test('is kept without what is not told, and is nothing to whoever publishes elsewhere', async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        figures: string
      }>`select figures::text from steering.report where authority_id = ${bron}`.execute(tx.q),
    )
    assert.match(String(rows[0]?.figures), /"Guetteurs", "value": null|"value": null, "ofPeople": true/)
    // An agent elsewhere, and whoever publishes there: neither of Bron, nor Bron of the metropolis.
    const metropolis = (await parvis.actor('admin@parvis.example')).memberships[0]?.authorityId ?? 0
    const year = { from: new Date('2026-01-01'), until: new Date('2027-01-01') }
    const parts = parvis.house.yearly.filter(({ id }) => id !== tides.id)
    assert.equal(parts.length, 5)
    const told = async (email: string, authorityId: number) => {
      const actor = await parvis.actor(email)
      for (const part of parts) {
        const lines = await parvis.db.read(actor, (tx) => part.of(tx, { ...year, authorityId }))
        assert.equal(lines, null, `${email} ${part.id}`)
      }
    }
    await told('agent.mions@parvis.example', bron)
    await parvis.db.write(system, async (tx) => {
      const audienceId = await ownAudience(tx, metropolis)
      await sql`update ads.ad set authority_id = ${metropolis}`.execute(tx.q)
      for (const table of ['forums.forum', 'surveys.survey'])
        await sql`update ${sql.table(table)} set authority_id = ${metropolis}, audience_id = ${audienceId}`.execute(
          tx.q,
        )
    })
    await told(EDITOR, metropolis)
    assert.equal(
      (await (await parvis.signedInAs('agent.mions@parvis.example')).get(`${AT}/bron/2026`)).statusCode,
      404,
    )
  })
})
