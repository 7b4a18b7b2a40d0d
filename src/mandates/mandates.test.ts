// Mandates through the whole program: giving, accepting, acting, ending, from both sides, and what stays out of reach.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { beginForm, fillForm, sendForm } from '#test/apply.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import {
  actingAs,
  answerInvitation,
  boxes,
  invitationFor,
  makeMandate,
  mandateBetween,
} from '#test/mandates.ts'
import { anonymous, system } from '#platform/actor.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { closeAccount } from '../people/person/closing.ts'
import { createPerson } from '../people/person/person.ts'
import { endMandatesOf } from './over.ts'
import { mandateHolding } from './personal.ts'
import { addMembership } from '../people/posts/posts.ts'

/** Lucette Morandat is helped by Karim Bellecour. */
const PERSON = 'habitante@parvis.example'
const HELPER = 'habitant@parvis.example'
const UNTIL = '2027-03-03'
const BAND = /Vous agissez pour <b>Lucette Morandat<\/b>(?:<span[^>]*>)?, jusqu’au mercredi 3\u00a0mars 2027/

describe('mandates', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  // Limits start again.
  beforeEach(() => parvis.advance({ minutes: 16 }))
  after(() => parvis.close())

  const subjects = async (to: string) =>
    (await parvis.db.read(system, (tx) => keptMails(tx, { to }))).map(({ subject }) => subject)
  const mandate = () => makeMandate(parvis, { person: PERSON, helper: HELPER, until: UNTIL })
  const newPerson = (email: string, name: string) =>
    parvis.db.write(system, (tx) => createPerson(tx, { email, name }))
  const give = (browser: TestBrowser, email: string, until = UNTIL, more: Record<string, string> = {}) =>
    browser.post('/compte/proches/confier', { email, ...boxes('fin', until), ...more })

  test('given, accepted, used, and told: the band is on every page, the person reads what was done', async () => {
    const person = await parvis.signedInAs(PERSON)
    assert.equal((await give(person, HELPER)).headers.location, '/compte/proches')
    assert.match((await person.get('/compte/proches')).body, /N’a pas encore répondu/)
    const helper = await parvis.signedInAs(HELPER)
    const shown = await helper.get(await invitationFor(parvis, HELPER))
    assert.match(shown.body, /Aider Lucette Morandat/)
    assert.match(shown.body, /mercredi 3\u00a0mars 2027/)
    assert.equal(await answerInvitation(parvis, helper, HELPER), 303)
    assert.ok((await subjects(PERSON)).includes('Karim Bellecour peut agir pour Lucette Morandat'))
    assert.equal(await answerInvitation(parvis, helper, HELPER), 410, 'a link is good once')

    const id = await mandateBetween(parvis, HELPER, PERSON)
    assert.match((await helper.get('/compte/proches')).body, /Agir pour Lucette Morandat/)
    assert.equal((await helper.post(`/compte/proches/${id}/agir`, {})).headers.location, '/compte')
    for (const path of [
      '/',
      '/compte',
      '/demarches',
      '/suivi',
      '/brouillons',
      '/nulle-part',
      '/compte/securite',
    ])
      if (path !== '/compte/securite') assert.match((await helper.get(path)).body, BAND, path)
    assert.match((await helper.get('/compte')).body, /Demandes de Lucette Morandat/)

    const { at } = await beginForm(helper)
    assert.match((await helper.get(`${at}/contact`)).body, /value="Lucette Morandat"/)
    const { ref } = await sendForm(helper, {
      name: 'Lucette Morandat',
      email: 'k.bellecour@courriel.example',
    })
    assert.match((await helper.get(`/suivi/${ref}`)).body, /par Karim Bellecour, pour Lucette Morandat/)
    assert.equal((await helper.post('/compte/proches/arret', {})).headers.location, '/compte/proches')
    assert.doesNotMatch((await helper.get('/compte')).body, /Vous agissez pour|[0-9]{4}-[0-9]{5}/)
    assert.equal((await helper.get(`/suivi/${ref}`)).statusCode, 404, 'nothing stays in the browser')

    await parvis.runJobs()
    assert.ok((await subjects(PERSON)).includes(`Demande ${ref} : Karim Bellecour l’a faite pour vous`))
    const followed = await person.get(`/suivi/${ref}`)
    assert.match(followed.body, /par Karim Bellecour, pour vous/)
    const told = (await person.get('/compte/proches')).body
    assert.match(told, /A envoyé une demande/)
    assert.match(told, /A commencé à agir pour vous/)
    assert.match((await person.get('/compte/donnees/acces')).body, /Votre aidant a commencé à agir pour vous/)
    const desk = await parvis.signedInAs('voirie@parvis.example')
    assert.match(
      (await desk.get(`/agents/demandes/${ref}`)).body,
      /Demande faite par Karim Bellecour, qui agit pour Lucette Morandat/,
    )
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ by: number; actor: number; label: string }>`
        select (e.payload ->> 'by')::bigint as by, e.actor_id as actor, e.actor_label as label from platform.event e
        join requests.request r on r.id = e.subject_id and e.subject_kind = 'request'
        where r.ref = ${ref} and e.name = 'request.received'`.execute(tx.q),
    )
    const ids = [(await parvis.actor(HELPER)).personId, (await parvis.actor(PERSON)).personId]
    assert.deepEqual(rows, [{ by: ids[0], actor: ids[1], label: 'Karim Bellecour, pour Lucette Morandat' }])
  })

  test('what the helper sends bears both names, and the person gets one mail, not two, at their own address', async () => {
    const acting = await actingAs(parvis, HELPER, await mandate())
    await beginForm(acting)
    const { ref } = await sendForm(acting, { name: 'Lucette Morandat', email: PERSON.toUpperCase() })
    await parvis.runJobs()
    assert.equal((await subjects(PERSON)).filter((subject) => subject.includes(ref)).length, 1)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ label: string }>`select m.author_label as label from threads.message m
        join requests.request r on r.id = m.subject_id where r.ref = ${ref}`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ label: 'Karim Bellecour, pour Lucette Morandat' }])
  })

  test('ended from either side, the next click is in one’s own name; both are told', async () => {
    for (const side of [PERSON, HELPER]) {
      const id = await mandate()
      const helper = await actingAs(parvis, HELPER, id)
      const ender = await parvis.signedInAs(side)
      assert.equal((await ender.post(`/compte/proches/${id}/fin`, {})).statusCode, 303)
      const { body } = await helper.get('/compte')
      assert.doesNotMatch(body, /Vous agissez pour/)
      assert.match(body, /Mes demandes/)
      assert.match(body, /role="status".*Le mandat de Lucette Morandat a pris fin/)
      assert.doesNotMatch((await helper.get('/compte')).body, /a pris fin :/, 'once')
      assert.equal((await helper.post(`/compte/proches/${id}/agir`, {})).statusCode, 404)
      assert.equal((await ender.post(`/compte/proches/${id}/fin`, {})).statusCode, 404, 'once')
      await parvis.runJobs()
      for (const to of [PERSON, HELPER])
        assert.ok((await subjects(to)).includes('Karim Bellecour n’agit plus pour Lucette Morandat'), to)
    }
  })

  test('what was filled for somebody is not sent in another name: it is shown, and asked again', async () => {
    const id = await mandate()
    const helper = await actingAs(parvis, HELPER, id)
    const { at } = await beginForm(helper)
    const before = await helper.csrf()
    const person = await parvis.signedInAs(PERSON)
    await person.post(`/compte/proches/${id}/fin`, {})
    const values = { 'place-commune': '69283', 'place-adresse': '12 rue du Canari', place_kind: 'street' }
    const reply = await helper.post(`${at}/place`, values, {
      csrf: before,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(reply.statusCode, 403)
    assert.match(reply.body, /envoyez de nouveau, au nom de Karim Bellecour/)
    assert.match(reply.body, /value="12 rue du Canari"/)
  })

  test('it runs out by its dates, job or no job; the job tells both once', async () => {
    const email = 'bref@parvis.example'
    await newPerson(email, 'Brice Ef')
    const id = await makeMandate(parvis, { person: email, helper: HELPER, until: '2026-11-30' })
    const helper = await actingAs(parvis, HELPER, id)
    parvis.advance({ days: 6 })
    assert.match((await helper.get('/compte')).body, /Vous agissez pour <b>Brice Ef/)
    parvis.advance({ days: 2 })
    assert.doesNotMatch((await helper.get('/compte')).body, /Vous agissez pour/)
    assert.equal((await helper.post(`/compte/proches/${id}/agir`, {})).statusCode, 404)
    const { jobsOf } = await import('../app.ts')
    for (const _ of [1, 2]) {
      await jobsOf(parvis.config)['mandates.sweep']?.(parvis.db, {})
      await parvis.runJobs()
    }
    const told = (await subjects(email)).filter((subject) => /n’agit plus/.test(subject))
    assert.deepEqual(told, ['Karim Bellecour n’agit plus pour Brice Ef'])
  })

  test('both sides read that it is accepted, ends soon and has ended, each once; a name goes with its account', async () => {
    const email = 'bientot@parvis.example'
    const personId = await newPerson(email, 'Benoît Tot')
    const end = (days: number) =>
      new Date(parvis.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
    await makeMandate(parvis, { person: email, helper: HELPER, until: end(20) })
    const { jobsOf } = await import('../app.ts')
    const sweep = () => jobsOf(parvis.config)['mandates.sweep']?.(parvis.db, {})
    const read = async (who: string) => {
      const { body } = await (await parvis.signedInAs(who)).get('/compte/notifications')
      return [...body.matchAll(/<h2>([^<]*(?:pour|peut agir) [^<]*Benoît Tot)/g)]
        .map(([, title = '']) => title)
        .sort((a, b) => a.localeCompare(b))
    }
    const [accepted, ending, ended] = ['peut agir', 'n’agira bientôt plus', 'n’agit plus'].map(
      (words) => `Karim Bellecour ${words} pour Benoît Tot`,
    )
    await sweep()
    assert.deepEqual([await read(email), await read(HELPER)], [[accepted], []])
    parvis.advance({ days: 7 })
    for (const _ of [1, 2]) await sweep()
    assert.deepEqual([await read(email), await read(HELPER)], [[ending, accepted], [ending]])
    assert.equal((await subjects(HELPER)).filter((subject) => subject === ending).length, 1)
    parvis.advance({ days: 15 })
    await sweep()
    await parvis.runJobs()
    assert.deepEqual(
      [await read(email), await read(HELPER)],
      [
        [ending, ended, accepted],
        [ending, ended],
      ],
    )
    await parvis.db.write(system, (tx) => mandateHolding.erase(tx, personId))
    assert.deepEqual(await read(HELPER), [])
    // One given for a few days is not said to end soon.
    const short = 'court@parvis.example'
    await newPerson(short, 'Coralie Ourt')
    await makeMandate(parvis, { person: short, helper: HELPER, until: end(5) })
    await sweep()
    assert.deepEqual(
      (await subjects(short)).filter((subject) => /bientôt/.test(subject)),
      [],
    )
  })

  test('two mandates are two people: one at a time, each with its own drafts', async () => {
    const other = 'octave@parvis.example'
    await newPerson(other, 'Octave Essai')
    const [first, second] = [
      await mandate(),
      await makeMandate(parvis, { person: other, helper: HELPER, until: UNTIL }),
    ]
    const helper = await actingAs(parvis, HELPER, first)
    const { draft } = await fillForm(helper, { address: '1 rue de Lucette' })
    assert.equal((await helper.post(`/compte/proches/${second}/agir`, {})).statusCode, 403, 'stop first')
    await helper.post('/compte/proches/arret', {})
    await helper.post(`/compte/proches/${second}/agir`, {})
    assert.match((await helper.get('/brouillons')).body, /Vous agissez pour <b>Octave Essai/)
    assert.doesNotMatch((await helper.get('/brouillons')).body, new RegExp(draft))
    const person = await parvis.signedInAs(PERSON)
    assert.match((await person.get('/brouillons')).body, new RegExp(draft), 'a draft is the person’s')
  })

  test('a draft begun before is neither lost, nor moved, nor seen while acting', async () => {
    const id = await mandate()
    const helper = await parvis.signedInAs(HELPER)
    const own = await fillForm(helper, { address: '3 rue à moi' })
    const guest = parvis.browser()
    const loose = await fillForm(guest, { address: '4 rue à personne' })
    for (const [name, value] of guest.cookies) if (name === 'parvis_visitor') helper.cookies.set(name, value)
    await helper.post(`/compte/proches/${id}/agir`, {})
    const seen = (await helper.get('/brouillons')).body
    for (const { draft, at } of [own, loose]) {
      assert.doesNotMatch(seen, new RegExp(draft))
      assert.equal((await helper.get(`${at}/place`)).statusCode, 404)
      assert.equal((await helper.post(`${at}/envoyer`, {})).statusCode, 404)
    }
    await helper.post('/compte/proches/arret', {})
    const { body } = await helper.get('/brouillons')
    assert.match(body, new RegExp(own.draft))
    assert.match(body, new RegExp(loose.draft))
  })

  test('an own page asked for while acting is refused in words, and opens once stopped', async () => {
    const helper = await actingAs(parvis, HELPER, await mandate())
    const refused = await helper.get('/compte/securite')
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /Cette page concerne seulement Karim Bellecour\./)
    assert.match(refused.body, /Arrêter d’agir pour Lucette Morandat/)
    assert.match(refused.body, /name="suite" value="\/compte\/securite"/)
    const stopped = await helper.post('/compte/proches/arret', { suite: '/compte/securite' })
    assert.equal(stopped.headers.location, '/compte/securite')
    assert.match((await helper.get('/compte/securite')).body, /Sécurité de mon compte/)
    await helper.post(`/compte/proches/${await mandateBetween(parvis, HELPER, PERSON)}/agir`, {})
    const abroad = await helper.post('/compte/proches/arret', { suite: 'https://evil.example/' })
    assert.equal(abroad.headers.location, '/compte/proches')
  })

  test('second wall: the helper sees the person’s rows while acting, and none otherwise', async () => {
    const id = await mandate()
    await sendForm(await parvis.signedInAs(PERSON), { name: 'Lucette Morandat' })
    const personId = (await parvis.actor(PERSON)).personId ?? 0
    const helperId = (await parvis.actor(HELPER)).personId ?? 0
    const seen = async (as: number) => {
      const { rows } = await parvis.db.read({ ...anonymous(), kind: 'resident', personId: as }, (tx) =>
        sql<{ count: number }>`select (select count(*) from requests.request where resident_id = ${personId})
          + (select count(*) from forms.draft where person_id = ${personId})
          + (select count(*) from accounts.person where id = ${personId})
          + (select count(*) from accounts.profile_value where person_id = ${personId}) as count`.execute(
          tx.q,
        ),
      )
      return Number(rows[0]?.count)
    }
    assert.equal(await seen(helperId), 0)
    assert.ok((await seen(personId)) > 0)
    const mandates = (as: number) =>
      parvis.db.read({ ...anonymous(), kind: 'resident', personId: as }, async (tx) => {
        const { rows } = await sql`select from accounts.mandate where id = ${id}`.execute(tx.q)
        return rows.length
      })
    const stranger = await newPerson('tierce@parvis.example', 'Tierce Personne')
    assert.deepEqual(
      [await mandates(helperId), await mandates(personId), await mandates(stranger)],
      [1, 1, 0],
    )
  })

  test('nobody acts for an agent: given before the post, it opens nothing after', async () => {
    const email = 'promue@parvis.example'
    const personId = await newPerson(email, 'Promue Agente')
    const id = await makeMandate(parvis, { person: email, helper: HELPER, until: UNTIL })
    const helper = await actingAs(parvis, HELPER, id)
    const unitId = (await parvis.actor('voirie@parvis.example')).memberships[0]?.unitId ?? 0
    await parvis.db.write(system, (tx) =>
      addMembership(tx, { personId, unitId, role: 'handler', from: '2020-01-01' }),
    )
    assert.doesNotMatch((await helper.get('/compte')).body, /Vous agissez pour/)
    assert.equal((await helper.post(`/compte/proches/${id}/agir`, {})).statusCode, 404)
    assert.equal((await give(await parvis.signedInAs(email), 'autre@parvis.example')).statusCode, 403)
  })

  test('an agent who helps at home brings no desk along', async () => {
    const agent = 'agent.bron@parvis.example'
    const id = await makeMandate(parvis, { person: PERSON, helper: agent, until: UNTIL })
    const browser = await actingAs(parvis, agent, id)
    for (const path of ['/agents', '/agents/saisir', '/administration'])
      assert.equal((await browser.get(path)).statusCode, 404, path)
    await browser.post('/compte/proches/arret', {})
    assert.equal((await browser.get('/agents')).statusCode, 200)
  })

  test('a helper or a person who closes the account ends it', async () => {
    for (const closes of ['helper', 'person'] as const) {
      const emails = { helper: `aide-${closes}@parvis.example`, person: `aidee-${closes}@parvis.example` }
      const ids = {
        helper: await newPerson(emails.helper, 'Aidante Fermée'),
        person: await newPerson(emails.person, 'Aidée Fermée'),
      }
      const id = await makeMandate(parvis, { ...emails, until: '2027-06-01' })
      const browser = await actingAs(parvis, emails.helper, id)
      await parvis.db.write(system, async (tx) => {
        await endMandatesOf(tx, ids[closes])
        await closeAccount(tx, ids[closes])
      })
      assert.doesNotMatch((await browser.get('/compte')).body, /Vous agissez pour/)
      await parvis.runJobs()
      const kept = closes === 'helper' ? emails.person : emails.helper
      assert.ok((await subjects(kept)).some((subject) => /n’agit plus pour/.test(subject)))
    }
  })

  test('a request of somebody else is not opened by its code while acting', async () => {
    const { code } = await parvis.makeRequest()
    const helper = await actingAs(parvis, HELPER, await mandate())
    const reply = await helper.post('/suivi', { code })
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /n’est pas dans le compte de Lucette Morandat/)
  })
})
