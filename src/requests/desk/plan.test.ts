// The desk over HTTP: the day of a visit is a real day, told in full, and compared with what was promised.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { dayDate, longDate, shortDay } from '#platform/ui/french.ts'
import { type TestBrowser } from '#test/app.ts'
import { addDays, isWorkingDay, localDay, territory } from '#territory'
import type { Transition } from '#workflows'
import { fitting } from './bulk.ts'
import { onRequest } from '../record/queries.ts'
import { messagesOf } from '#threads'
import { requestById } from '#test/requests.ts'
import type { Sent } from '../send/submit.ts'
import { before, describe, test } from 'node:test'
import { BRON, openDesk, desk, ROADS } from './desk.fixture.ts'

describe('days of visits', () => {
  const world = openDesk()

  let agent: TestBrowser
  before(async () => {
    agent = await world.parvis.signedInAs(ROADS)
  })

  const plan = (sent: Sent, date: string, more: Record<string, string> = {}) =>
    agent.post(`${desk(sent)}/actions/schedule`, {
      page: 'agir',
      date,
      message: 'Bonjour,\n\nNotre équipe passe le {le jour de l’intervention}.',
      ...more,
    })

  test('a visit that is planned is not planned anew but moved: the button, the page and a selection say so', async () => {
    const [sent, other] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    const { promised } = await daysOf(sent)
    assert.match((await agent.get(desk(sent))).body, /Programmer l’intervention/)
    const lot = `/agents/demandes/lot?faire=programmer&ref=${sent.ref}&ref=${other.ref}`
    assert.doesNotMatch((await agent.get(lot)).body, /Déjà fait/)
    await plan(sent, promised)
    const { body } = await agent.get(desk(sent))
    assert.match(body, /Changer le jour de l’intervention/)
    assert.doesNotMatch(body, /Programmer l’intervention/)
    assert.match((await agent.get(`${desk(sent)}/agir/schedule`)).body, /<h2[^>]*>Changer le jour/)
    assert.equal((await agent.get(lot)).body.match(/Déjà fait&nbsp;: le jour change/g)?.length, 1)
  })

  test('what was begun for several visits says those planned since, and is gone once all are', async () => {
    const [one, two] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    await agent.post('/agents/demandes/lot/brouillon', {
      faire: 'programmer',
      ref: [one.ref, two.ref],
      message: 'Notre équipe passe.',
    })
    const begun = async () =>
      /Programmation de 2\s?demandes<\/b>, ([^&<]*)/.exec((await agent.get('/agents')).body)?.[1] ?? null
    assert.match((await begun()) ?? '', /^commencée à [^,]*$/)
    const { promised } = await daysOf(one)
    await plan(one, promised)
    assert.match((await begun()) ?? '', /, dont 1\s?déjà faite depuis$/)
    await plan(two, promised)
    assert.equal(await begun(), null)
  })

  /** The promised day, and the first working day after it. */
  async function daysOf({ id }: Sent): Promise<{ promised: string; after: string }> {
    return world.parvis.db.read(system, async (tx) => {
      const row = await requestById(tx, id)
      const place = await territory(tx)
      assert.ok(row?.solutionDueAt)
      const promised = localDay(row.solutionDueAt, place.zone)
      let later = addDays(promised, 1)
      while (!isWorkingDay(place.calendarOf(row.unitId), later)) later = addDays(later, 1)
      return { promised, after: later }
    })
  }
  const lastMessage = async ({ id }: Sent) =>
    (await world.parvis.db.read(system, (tx) => messagesOf(tx, onRequest(id)))).at(-1)?.body

  test('the day of a visit exists and is to come; the message tells it in full', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const page = (await agent.get(`${desk(sent)}/agir/schedule`)).body
    assert.match(page, /<input[^>]*type="date"[^>]*name="date"|<input[^>]*name="date"[^>]*type="date"/)
    assert.match(page, /passe le {le jour de l’intervention}/)
    assert.doesNotMatch(page, /\{\{/, 'one notation on the whole screen')
    for (const [date, said] of [
      ['', /Choisissez le jour/],
      ['2027-02-31', /Donnez une date qui existe/],
      ['2020-01-02', /Cette date est passée/],
      ['2999-01-04', /dans plus de deux ans/],
    ] as const) {
      const refused = await plan(sent, date)
      assert.equal(refused.statusCode, 422, date)
      assert.match(refused.body, said)
      assert.match(refused.body, /Notre équipe passe le/, 'what is typed comes back')
    }
    const { promised } = await daysOf(sent)
    const done = await plan(sent, promised)
    assert.equal(done.statusCode, 303)
    assert.equal(await lastMessage(sent), `Bonjour,\n\nNotre équipe passe le ${longDate(promised)}.`)
    assert.ok(
      (await agent.follow(done)).body.includes(`Intervention programmée pour le ${longDate(promised)}`),
    )
    assert.equal((await daysOf(sent)).promised, promised)
  })

  test('a planned day that has passed is said to be, to agents and to the person; it goes with the state it belongs to', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const other = await world.parvis.makeRequest({ commune: '69029' })
    const { promised } = await daysOf(sent)
    const day = dayDate(promised)
    await plan(sent, promised)
    const resident = world.parvis.browser()
    const followed = async () =>
      (await resident.follow(await resident.post('/suivi', { code: sent.code }))).body
    const listed = async (query = '') =>
      (await (await world.parvis.signedInAs(ROADS)).get(`/agents${query}`)).body
    const opened = async () => (await (await world.parvis.signedInAs(ROADS)).get(desk(sent))).body
    assert.ok((await followed()).includes(`Prévu le ${day}.`))
    assert.ok((await opened()).includes(`Prévu le ${day}<`))
    assert.ok((await listed()).includes(`Prévu le ${shortDay(promised)}<`))
    assert.doesNotMatch(await listed('?delai=jour'), new RegExp(sent.ref))
    world.parvis.advance({ days: 21 })
    agent = await world.parvis.signedInAs(ROADS)
    assert.match(await followed(), new RegExp(`Prévu le ${day}, date passée[^]*Le service doit vous dire`))
    assert.ok((await opened()).includes(`Prévu le ${day}, date passée<`))
    const passed = await listed('?delai=jour')
    assert.ok(passed.includes(sent.ref) && passed.includes(`Prévu le ${shortDay(promised)}, passé<`))
    assert.ok(!passed.includes(other.ref))
    await world.agentActs(ROADS, sent.ref, 'close', { message: 'C’est fait.' })
    assert.doesNotMatch(await opened(), /date passée/)
    await world.agentActs(ROADS, sent.ref, 'reopen_by_agent', {
      reason: 'Le trou est revenu.',
      explanation: 'Le trou est revenu.',
    })
    assert.doesNotMatch(await opened(), /Prévu le/)
  })

  test('the database lets only those who handle a request plan its visit', async () => {
    const { id } = await world.parvis.makeRequest({ commune: '69029' })
    const plans = async (actor: Actor, day = '2027-01-12') => {
      await world.parvis.db
        .write(actor, (tx) =>
          sql`update requests.request set planned_day = ${day} where id = ${id}`.execute(tx.q),
        )
        .catch(() => undefined)
      return (await world.parvis.db.read(system, (tx) => requestById(tx, id)))?.plannedDay
    }
    assert.equal(await plans(anonymous(randomUUID(), [id])), null)
    assert.equal(await plans(await world.parvis.actor(BRON)), null)
    const roads = await world.parvis.actor(ROADS)
    for (const never of ['infinity', '1970-01-01', '2999-01-01'])
      assert.equal(await plans(roads, never), null, never)
    assert.equal(await plans(roads), '2027-01-12')
  })

  test('a day after the promise is said to be, and promised instead when the agent says so', async () => {
    const [kept, moved] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    const { promised, after } = await daysOf(kept)
    const asked = await plan(kept, after)
    assert.equal(asked.statusCode, 422)
    assert.ok(asked.body.includes(`vient après la date promise à la personne, le ${longDate(promised)}`))
    assert.match(asked.body, /<select[^>]*name="promise"/)
    assert.equal((await plan(kept, after, { promise: 'non' })).statusCode, 303)
    assert.equal((await daysOf(kept)).promised, promised)
    assert.equal((await plan(moved, after, { promise: 'oui' })).statusCode, 303)
    assert.equal((await daysOf(moved)).promised, after, 'the clock moved')
    await world.parvis.runJobs()
    const mail = await world.parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('platform.mail')
        .select('subject')
        .where('subject', 'like', `%${moved.ref}%nouvelle date%`)
        .execute(),
    )
    assert.equal(mail.length, 1)
  })

  test('several visits are planned at once: read before, the day in full, a promise moved where it comes first and that is wanted', async () => {
    const [first, second] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    const other = await world.parvis.makeRequest({ commune: '69283', service: 'question-a-votre-mairie' })
    const { promised, after } = await daysOf(first)
    const lot = '/agents/demandes/lot'
    const order = { ref: [first.ref, second.ref, other.ref], faire: 'programmer' }
    const compose = await agent.follow(await agent.post(lot, order))
    assert.match(compose.body, /Programmer plusieurs interventions/)
    assert.match(compose.body, /passe le {le jour de l’intervention}/)
    const typed = { ...order, message: 'Bonjour {nom},\n\nNous passons le {le jour de l’intervention}.' }
    for (const [date, said] of [
      ['', /Choisissez le jour/],
      ['2020-01-02', /Cette date est passée/],
    ] as const) {
      const refused = await agent.post(lot, { ...typed, date })
      assert.equal(refused.statusCode, 422)
      assert.match(refused.body, said)
      assert.match(refused.body, /Nous passons le/)
    }
    const preview = (await agent.post(lot, { ...typed, date: after, apercu: 'oui' })).body
    assert.ok(preview.includes(`Nous passons le ${longDate(after)}.`))
    assert.match(
      preview,
      /Ce jour vient après la date promise aux 2\s?personnes/,
      'told before anything is done',
    )
    assert.doesNotMatch(preview, /Nouvelle date/)
    const asked = await agent.post(lot, { ...typed, date: after })
    assert.equal(asked.statusCode, 422, 'nothing is planned past a promise without a word')
    assert.match(asked.body, /vient après la date promise aux 2\s?personnes\. Dites si vous promettez/)
    assert.match(asked.body, /<select[^>]*name="promise"/)
    assert.ok(asked.body.includes(`Promise au plus tard le ${longDate(promised)}`), 'the list says which')
    assert.equal((await daysOf(first)).promised, promised)
    const moved = (await agent.post(lot, { ...typed, date: after, promise: 'oui', apercu: 'oui' })).body
    assert.match(moved, /id="apercu"[^>]*>.*Nouvelle date.{1,8}au plus tard le/s)
    const done = await agent.follow(await agent.post(lot, { ...typed, date: after, promise: 'oui' }))
    assert.match(done.body, /2\s?interventions programmées/)
    for (const sent of [first, second]) {
      assert.ok((await lastMessage(sent))?.endsWith(`Nous passons le ${longDate(after)}.`))
      assert.equal((await daysOf(sent)).promised, after)
    }
    await world.parvis.runJobs()
    const mails = await world.parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('platform.mail')
        .select('subject')
        .where('subject', 'like', '%nouvelle date%')
        .execute(),
    )
    for (const { ref } of [first, second])
      assert.equal(mails.filter(({ subject }) => subject.includes(ref)).length, 1, 'told as for one request')
    assert.notEqual(promised, after)
    assert.doesNotMatch((await lastMessage(other)) ?? '', /Nous passons/)
  })

  test('several requests are closed at once with words that somebody chose; an acceptance is never guessed', async () => {
    const [first, second] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    const lot = '/agents/demandes/lot'
    const order = { ref: [first.ref, second.ref], faire: 'clore' }
    const compose = (await agent.follow(await agent.post(lot, order))).body
    assert.match(compose, /Clore plusieurs demandes/)
    assert.match(
      compose,
      /<textarea[^>]*name="message"[^>]*>\s*<\/textarea>/,
      'nothing says by itself that it is done',
    )
    assert.match(compose, /<option value="probleme-resolu"/)
    assert.equal((await agent.post(lot, { ...order, message: '' })).statusCode, 422)
    const once = crypto.randomUUID()
    const typed = { ...order, once, message: 'Bonjour {nom},\n\nLes deux trous sont rebouchés.' }
    assert.match((await agent.follow(await agent.post(lot, typed))).body, /2\s?demandes closes/)
    for (const { id } of [first, second]) {
      const row = await world.parvis.db.read(system, (tx) => requestById(tx, id))
      assert.equal(row?.stateKind, 'done')
    }
    const [accept, refuse] = ['accept', 'refuse'].map((id) => ({
      id,
      effects: [{ name: 'close' as const }],
      asks: ['message' as const],
    }))
    assert.equal(fitting([accept, refuse] as unknown as Transition[], 'clore'), undefined)
  })

  test('the first words of the person stand once on the screen', async () => {
    const sent = await world.parvis.makeRequest({
      commune: '69029',
      description: 'Le trou est devant le numéro douze.',
    })
    const { body } = await agent.get(desk(sent))
    assert.equal(body.match(/Le trou est devant le numéro douze\./g)?.length, 1)
    assert.match(body, /Ses mots, en haut de cette page/)
  })
})
