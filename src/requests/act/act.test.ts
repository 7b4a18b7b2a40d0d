// What an act really does, on a real database: what reaches the resident word for word, who may receive.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { BadInput, Forbidden } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { longDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { createTestApp, type RequestOverrides, type TestApp } from '#test/app.ts'
import { act } from './act.ts'
import { type ActInput } from './acting.ts'
import { clocksOf, dayOf } from '../record/clocks.ts'
import { type RequestRow, onRequest } from '../record/queries.ts'
import { messagesOf } from '#threads'
import { requestById } from '#test/requests.ts'
import type { Sent } from '../send/submit.ts'

const ROADS = 'voirie@parvis.example'
const MALO = 'malo.vauzelle@parvis.example'
const BRON = 'agent.bron@parvis.example'
const CLEANING = 'awa.proprete@parvis.example'
const EMAIL = 'temoin@courriel.example'

let parvis: TestApp
describe('an act on a request', () => {
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const request = () => parvis.makeRequest({ commune: '69029', email: EMAIL, name: 'Lucette Morandat' })
  const messagesFor = ({ id }: Sent) => parvis.db.read(system, (tx) => messagesOf(tx, onRequest(id)))
  const eventsFor = ({ id }: Sent) => parvis.db.read(system, (tx) => eventsOf(tx, 'request', id))

  async function rowOf({ id }: Sent): Promise<RequestRow> {
    const row = await parvis.db.read(system, (tx) => requestById(tx, id))
    assert.ok(row)
    return row
  }

  async function acts(email: string, { ref }: Sent, transition: string, input: ActInput = {}) {
    const agent = await parvis.actor(email)
    return parvis.db.write(agent, (tx) => act(tx, ref, transition, input, 'agent'))
  }

  async function mailsAbout({ ref }: Sent): Promise<{ subject: string; text: string }[]> {
    await parvis.runJobs()
    return parvis.db.read(system, async (tx) => {
      const mails = []
      for (const { id } of await keptMails(tx, { to: EMAIL })) {
        const mail = await keptMail(tx, id)
        if (mail?.subject.includes(ref)) mails.push({ subject: mail.subject, text: mail.text })
      }
      return mails
    })
  }

  const unitId = (authority: string, code: string) =>
    parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const of = place.authorityByCode(authority)?.id ?? place.metropolis.id
      return place.unitsOf(of).find((unit) => unit.code === code)?.id ?? 0
    })

  /** The promised day of the solution, as the clock of the events tells it. */
  async function promisedDay(sent: Sent): Promise<string> {
    const row = await rowOf(sent)
    return parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const told = await eventsOf(tx, 'request', row.id)
      const { solution } = await clocksOf(tx, place, row, told)
      assert.deepEqual(row.solutionDueAt, solution.dueAt, 'the column is a copy of the clock')
      return dayOf(place, solution.dueAt ?? new Date(0))
    })
  }

  const refusal = (problem: RegExp) => (error: unknown) => {
    assert.ok(error instanceof BadInput, String(error))
    assert.match(error.message, problem)
    return true
  }

  describe('two texts, two readers', () => {
    const NOTE = 'Ce monsieur appelle tous les jours, méfiez-vous.'
    test('the note of a hand-over or of a reopening stays at the desk; the resident reads what was written for them', async () => {
      const sent = await request()
      const targetUnitId = await unitId('69029', 'accueil')
      await acts(ROADS, sent, 'hand_over', {
        targetUnitId,
        reason: NOTE,
        explanation: 'ce trou est dans un parc.',
      })
      await acts(BRON, sent, 'close', { message: 'C’est rebouché.' })
      parvis.advance({ hours: 1 })
      await acts(BRON, sent, 'reopen_by_agent', { reason: NOTE, explanation: 'il s’est rouvert.' })
      const said = await messagesFor(sent)
      assert.equal(said.filter(({ audience, body }) => audience === 'note' && body === NOTE).length, 2)
      const read = said.filter(({ audience }) => audience === 'resident').map(({ body }) => body)
      const mails = await mailsAbout(sent)
      for (const text of [...read, ...mails.map((mail) => mail.text)])
        assert.ok(!text.includes('méfiez-vous'), text)
      for (const words of ['La raison : ce trou est dans un parc.', 'La raison : il s’est rouvert.']) {
        const flat = (text: string) => text.replace(/\u00a0/g, ' ')
        assert.ok(
          read.some((text) => flat(text).includes(words)),
          words,
        )
        assert.ok(
          mails.some(({ text }) => flat(text).includes(words)),
          words,
        )
      }
    })

    test('both are asked', async () => {
      const sent = await request()
      const targetUnitId = await unitId('69029', 'services-techniques')
      await assert.rejects(
        acts(ROADS, sent, 'hand_over', { targetUnitId, reason: NOTE }),
        refusal(/à la personne/),
      )
      await assert.rejects(
        acts(ROADS, sent, 'hand_over', { targetUnitId, explanation: 'un parc.' }),
        refusal(/à vos collègues/),
      )
      assert.equal((await rowOf(sent)).state, 'new')
    })

    test('the date mailed is the clock’s, on reopening and on a hand-over that ends a pause', async () => {
      const sent = await request()
      await acts(ROADS, sent, 'close', { message: 'C’est rebouché.' })
      parvis.advance({ days: 3 })
      await acts(ROADS, sent, 'reopen_by_agent', { reason: 'Rouvert', explanation: 'il s’est rouvert.' })
      const reopened = longDate(await promisedDay(sent))
      assert.ok(
        (await mailsAbout(sent)).some(({ text }) => text.includes('rouvert') && text.includes(reopened)),
        reopened,
      )
      await acts(ROADS, sent, 'ask', { message: 'À quel numéro ?' })
      parvis.advance({ days: 2 })
      const targetUnitId = await unitId('69029', 'services-techniques')
      await acts(ROADS, sent, 'hand_over', { targetUnitId, reason: 'Parc', explanation: 'c’est un parc.' })
      const handed = longDate(await promisedDay(sent))
      assert.ok(
        (await mailsAbout(sent)).some(({ text }) => text.includes('transmise') && text.includes(handed)),
        handed,
      )
    })
  })

  describe('who receives', () => {
    test('a request is assigned only to somebody who may open it', async () => {
      const sent = await request()
      const { personId: nora } = await parvis.actor('nora.gerland@parvis.example')
      // Nora works in two other subdivisions of the same directorate.
      await assert.rejects(
        acts(ROADS, sent, 'assign', { agentId: nora ?? 0 }),
        refusal(/ne peut pas ouvrir la demande/),
      )
      const browser = await parvis.signedInAs(ROADS)
      const page = (await browser.get(`/agents/demandes/${sent.ref}`)).body
      assert.match(page, /Malo Vauzelle \(/)
      assert.doesNotMatch(page, /Nora Gerland/)
      const { personId: malo } = await parvis.actor(MALO)
      await acts(ROADS, sent, 'assign', { agentId: malo ?? 0 })
      assert.equal((await rowOf(sent)).assigneeId, malo)
    })

    test('a request given at once, or again, to the same agent is given once: one event, one notice', async () => {
      const sent = await request()
      const { personId: agentId } = await parvis.actor(MALO)
      assert.ok(agentId !== null)
      await Promise.all(Array.from({ length: 5 }, () => acts(ROADS, sent, 'assign', { agentId })))
      await acts(ROADS, sent, 'assign', { agentId })
      const given = async () =>
        (await eventsFor(sent)).filter(({ payload }) => payload['transition'] === 'assign').length
      assert.equal(await given(), 1)
      await parvis.runJobs()
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{
          n: number
        }>`select count(*)::int as n from notices.notice where person_id = ${agentId} and subject_id = ${sent.id}`.execute(
          tx.q,
        ),
      )
      assert.deepEqual(rows, [{ n: 1 }])
      const { personId: other } = await parvis.actor(ROADS)
      await acts(ROADS, sent, 'assign', { agentId: other ?? 0 })
      await acts(ROADS, sent, 'assign', { agentId })
      assert.equal(await given(), 3, 'to another, then back, is something else')
    })

    test('a unit where nobody works is replaced by its reception, and the resident reads who really has it', async () => {
      const sent = await request()
      const targetUnitId = await unitId('69029', 'etat-civil')
      await acts(ROADS, sent, 'hand_over', {
        targetUnitId,
        reason: 'Cimetière',
        explanation: 'c’est au cimetière.',
      })
      const row = await rowOf(sent)
      assert.equal(row.unitId, await unitId('69029', 'accueil'))
      const told = (await messagesFor(sent)).find(
        ({ audience, body }) => audience === 'resident' && /transmise/.test(body),
      )
      assert.match(told?.body ?? '', /transmise à l’accueil de la mairie \(Ville de Bron\)/)
      assert.doesNotMatch(told?.body ?? '', /État civil/)
    })

    test('an authority where nobody works at all is refused with words: no request is ever with nobody', async () => {
      const sent = await request()
      await parvis.db.write(system, (tx) =>
        sql`update accounts.membership set valid_to = current_date - 1 where unit_id in
        (select u.id from territory.unit u join territory.authority a on a.id = u.authority_id where a.code = '69256')`.execute(
          tx.q,
        ),
      )
      const targetUnitId = await unitId('69256', 'services-techniques')
      await assert.rejects(
        acts(ROADS, sent, 'hand_over', { targetUnitId, reason: 'Limite', explanation: 'c’est à Vaulx.' }),
        refusal(/Aucun agent n’est encore rattaché aux services techniques \(Ville de Vaulx-en-Velin\)/),
      )
    })

    test('a new request goes to somebody too: the door of the authority, else the contact centre, and says so', async () => {
      const named = { service: 'livret-de-famille', email: EMAIL }
      const received = async (asked: RequestOverrides) => {
        const sent = await parvis.makeRequest(asked)
        await parvis.runJobs()
        return rowOf(sent)
      }
      const inBron = await received({ ...named, commune: '69029' })
      assert.equal(inBron.unitId, await unitId('69029', 'accueil'))
      assert.equal(inBron.routing.unitId, inBron.unitId)
      assert.match(
        inBron.routing.steps.at(-1) ?? '',
        /Personne ne travaille aujourd’hui dans ce service.: État civil.*reçue ici.: Accueil de la mairie/,
      )
      const inVaulx = await received({ ...named, commune: '69256' })
      assert.equal(inVaulx.unitId, await unitId('', 'centre-de-contact'))
      assert.match(
        inVaulx.routing.because,
        /Personne n’y répond en ligne aujourd’hui.: .*par le centre de contact \(Métropole de Lyon\)/,
      )
      const inMions = await received({ commune: '69283', email: EMAIL })
      assert.ok(!inMions.routing.steps.join(' ').includes('Personne ne travaille'))
    })

    test('a unit whose work it is not reads the request, and learns how to reach the person by taking it', async () => {
      const sent = await request()
      const targetUnitId = await unitId('', 'proprete')
      await acts(ROADS, sent, 'hand_over', {
        targetUnitId,
        reason: 'À voir',
        explanation: 'c’est à nettoyer.',
      })
      const cleaner = await parvis.signedInAs(CLEANING)
      const page = async () => (await cleaner.get(`/agents/demandes/${sent.ref}`)).body
      assert.match(await page(), /Les coordonnées s’affichent quand un agent la prend en charge/)
      assert.ok(!(await page()).includes(EMAIL))
      const summary = (await cleaner.get(`/agents/demandes/${sent.ref}/resume`)).body
      assert.match(summary, /Les coordonnées s’affichent quand un agent prend la demande en charge/)
      assert.ok(!summary.includes(EMAIL))
      await cleaner.post(`/agents/demandes/${sent.ref}/actions/take`, {})
      assert.ok((await page()).includes(EMAIL))
    })

    test('acting asks the right to act: reading is not enough', async () => {
      const sent = await request()
      await assert.rejects(acts(BRON, sent, 'take'), Forbidden)
    })
  })

  describe('what goes out', () => {
    test('a place left empty, or an empty message, blocks the sending and no clock stops', async () => {
      const sent = await request()
      const holes = [
        'Nous ne ferons pas de travaux, parce que : {{la raison}}',
        'Nous ne tiendrons pas la date, parce que : \n\nLa nouvelle date est : \n\nThéo Grangier',
        'Bonjour Lucette Morandat,\n\nThéo Grangier\nVoirie Est, Métropole de Lyon',
      ]
      for (const message of holes) {
        await assert.rejects(acts(ROADS, sent, 'reply', { message }), BadInput, message)
        await assert.rejects(acts(ROADS, sent, 'close', { message }), BadInput, message)
      }
      const row = await rowOf(sent)
      assert.equal(row.answerDoneAt, null)
      assert.equal(row.state, 'new')
    })

    test('promising a new date moves the clock, and is told as such in the thread, the follow-up and the mail', async () => {
      const sent = await request()
      const before = await promisedDay(sent)
      const promise = (date: string) =>
        acts(ROADS, sent, 'promise', { date, explanation: 'le gel empêche de reboucher.' })
      await assert.rejects(promise('2026-11-01'), refusal(/est passée/))
      await assert.rejects(promise(before), refusal(/déjà promise au plus tard/))
      await assert.rejects(
        promise('2026-12-20'),
        refusal(/fermé le dimanche 20\u00a0décembre.*lundi 21\u00a0décembre/),
      )
      await assert.rejects(promise('demain'), refusal(/date qui existe/))
      await promise('2026-12-15')
      assert.equal(await promisedDay(sent), '2026-12-15')
      assert.ok((await rowOf(sent)).answerDoneAt)
      const day = 'mardi 15\u00a0décembre'
      const mail = (await mailsAbout(sent)).find(({ subject }) => subject.includes('nouvelle date'))
      assert.ok(mail?.subject.includes(day), mail?.subject)
      assert.ok(
        mail?.text.includes(day) && mail.text.includes(longDate(before)) && mail.text.includes('le gel'),
      )
      const screen = (await (await parvis.signedInAs(ROADS)).get(`/agents/demandes/${sent.ref}`)).body
      assert.match(screen, new RegExp(`Nouvelle date promise : au plus tard le ${day}`))
      const visitor = parvis.browser()
      const follow = await visitor.follow(await visitor.get(`/suivi?code=${sent.code}`))
      assert.match(follow.body, new RegExp(`vous promet une nouvelle date : au plus tard le ${day}`))
      // A pause after the promise moves it, as it moves any promise.
      await acts(ROADS, sent, 'ask', { message: 'À quel numéro ?' })
      parvis.advance({ days: 7 })
      await acts(ROADS, sent, 'resume', { reason: 'Au 12, dit-elle au téléphone.' })
      assert.ok((await promisedDay(sent)) > '2026-12-15')
    })
  })

  describe('what an act leaves on the request', () => {
    test('handed over, it is nobody’s yet and nobody has read it there', async () => {
      const sent = await request()
      await acts(MALO, sent, 'take')
      const { personId: malo } = await parvis.actor(MALO)
      const taken = await rowOf(sent)
      assert.equal(taken.assigneeId, malo)
      assert.deepEqual(taken.handlerReadAt, parvis.now())
      const targetUnitId = await unitId('69029', 'accueil')
      await acts(MALO, sent, 'hand_over', { targetUnitId, reason: 'Parc', explanation: 'c’est un parc.' })
      const { assigneeId, handlerReadAt } = await rowOf(sent)
      assert.deepEqual({ assigneeId, handlerReadAt }, { assigneeId: null, handlerReadAt: null })
    })

    test('an act that leaves the state where it is does not begin its time again', async () => {
      const sent = await request()
      await acts(ROADS, sent, 'ask', { message: 'À quel numéro ?' })
      const since = parvis.now()
      parvis.advance({ days: 2 })
      const { personId: malo } = await parvis.actor(MALO)
      await acts(ROADS, sent, 'assign', { agentId: malo ?? 0 })
      assert.deepEqual((await rowOf(sent)).stateSince, since)
    })

    test('what the resident writes is mailed to the agent in charge, to the unit when there is none', async () => {
      const told = async ({ ref }: Sent) => {
        await parvis.runJobs()
        const { rows } = await parvis.db.read(system, (tx) =>
          sql<{ recipient: string }>`select recipient from platform.mail
          where subject like ${`${ref} : du nouveau%`} order by 1`.execute(tx.q),
        )
        return rows.map(({ recipient }) => recipient)
      }
      const writes = async ({ code, ref }: Sent) => {
        const resident = parvis.browser()
        await resident.get(`/suivi?code=${code}`)
        assert.equal(
          (await resident.post(`/suivi/${ref}/messages`, { message: 'Il s’agrandit.' })).statusCode,
          303,
        )
      }
      const [free, taken] = [await request(), await request()]
      await acts(MALO, taken, 'take')
      await writes(free)
      await writes(taken)
      assert.deepEqual(await told(free), ['voirie-est@metropole.example'])
      assert.deepEqual(await told(taken), [MALO])
    })
  })
})
