// Who at the desk is told of an act, by mail: the agent it is given to, the unit it is handed to, and nobody else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { forget } from '#platform/db/snapshot.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { onRequest } from '../record/queries.ts'
import { messagesOf } from '#threads'
import type { Sent } from '../send/submit.ts'
import { act } from './act.ts'
import type { ActInput } from './acting.ts'
import { noteRequest } from './notes.ts'

const ROADS = 'voirie@parvis.example'
const MALO = 'malo.vauzelle@parvis.example'
const BRON = 'agent.bron@parvis.example'
const UNIT = 'voirie-est@metropole.example'

describe('who is told of an act', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const request = () => parvis.makeRequest({ commune: '69029' })
  const acts = async (email: string, { ref }: Sent, transition: string, input: ActInput = {}) =>
    parvis.db.write(await parvis.actor(email), (tx) => act(tx, ref, transition, input, 'agent'))
  const notes = async (email: string, { ref }: Sent, audience: 'note' | 'handler') =>
    parvis.db.write(await parvis.actor(email), (tx) =>
      noteRequest(tx, ref, `Cône posé (${email}).`, audience),
    )

  /** Mails to agents about it: to whom, and what of. */
  async function told({ ref }: Sent): Promise<string[]> {
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ said: string }>`select recipient || ' < ' || subject as said from platform.mail
        where subject like ${`${ref} : %`} order by created_at, id`.execute(tx.q),
    )
    return rows.map(({ said }) => said.replace(`${ref} : `, ''))
  }

  test('the agent chosen, even when somebody else had it; taking it oneself tells nobody', async () => {
    const sent = await request()
    await acts(ROADS, sent, 'take')
    assert.deepEqual(await told(sent), [])
    const { personId } = await parvis.actor(MALO)
    await acts(ROADS, sent, 'assign', { agentId: personId ?? 0 })
    assert.deepEqual(await told(sent), [`${MALO} < une demande vous est confiée`])
  })

  test('the unit that receives it, not the one that gives it, nor the agent who had it', async () => {
    const sent = await request()
    await acts(MALO, sent, 'take')
    const cleaning = await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      return place.unitsOf(place.metropolis.id).find(({ code }) => code === 'proprete')
    })
    assert.ok(cleaning?.email)
    await acts(MALO, sent, 'hand_over', {
      targetUnitId: cleaning.id,
      reason: 'À nettoyer',
      explanation: 'c’est à nettoyer.',
    })
    assert.deepEqual(await told(sent), [`${cleaning.email} < une demande vous est transmise`])
  })

  test('a note tells nobody; a message of the commune tells the service, whose answer tells the commune', async () => {
    const sent = await request()
    await notes(ROADS, sent, 'note')
    await notes(BRON, sent, 'note')
    assert.deepEqual(await told(sent), [])
    await notes(BRON, sent, 'handler')
    assert.deepEqual(await told(sent), [`${UNIT} < un message de la commune`])
    await notes(ROADS, sent, 'handler')
    const both = await told(sent)
    assert.equal(both.length, 2)
    const answered = both.find((mail) => !mail.startsWith(UNIT))
    assert.match(answered ?? '', /^[^ ]*bron[^ ]* < un message du service chargé de la demande$/)
  })

  test('what an agent types beside an act that tells the resident nothing stays at the desk', async () => {
    const sent = await request()
    const { personId } = await parvis.actor(MALO)
    await acts(ROADS, sent, 'assign', { agentId: personId ?? 0, message: 'À voir avant midi.' })
    const said = await parvis.db.read(system, (tx) => messagesOf(tx, onRequest(sent.id)))
    assert.deepEqual(
      said.filter(({ body }) => body === 'À voir avant midi.').map(({ audience }) => audience),
      ['note'],
    )
  })

  const without = (statement: RawBuilder<unknown>) =>
    parvis.db.write(system, async (tx) => {
      await statement.execute(tx.q)
      await sql`update territory.settings set revision = revision + 1`.execute(tx.q)
      forget(tx, 'territory')
    })

  test('a unit without an address: its agents, else the door of its authority, else nobody; the page says so before', async () => {
    const unit = await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      return place.unitsOf(place.metropolis.id).find(({ code }) => code === 'proprete')
    })
    assert.ok(unit)
    const agent = await parvis.signedInAs(ROADS)
    const handed = async () => {
      const sent = await request()
      const typed = {
        page: 'agir',
        target: String(unit.id),
        reason: 'À nettoyer',
        explanation: 'c’est à nettoyer.',
      }
      const url = `/agents/demandes/${sent.ref}/actions/hand_over`
      const { body } = await agent.post(url, typed)
      const vu = /name="vu" value="([^"]+)"/.exec(body)?.[1] ?? ''
      assert.equal((await agent.post(url, { ...typed, vu })).statusCode, 303)
      return [/(?:Un courriel prévient|Aucun agent ne sera)[^<]*/.exec(body)?.[0], ...(await told(sent))]
    }
    const said = '< une demande vous est transmise'
    assert.deepEqual(await handed(), [
      'Un courriel prévient l’adresse de la direction de la propreté.',
      `${unit.email} ${said}`,
    ])
    await without(sql`update territory.unit set email = null where id = ${unit.id}`)
    assert.deepEqual(await handed(), [
      'Un courriel prévient l’agent de la direction de la propreté.',
      `awa.proprete@parvis.example ${said}`,
    ])
    await without(sql`update accounts.person set email = null where email = 'awa.proprete@parvis.example'`)
    assert.deepEqual(await handed(), [
      'Un courriel prévient l’adresse du centre de contact.',
      `centre-de-contact@metropole.example ${said}`,
    ])
    await without(sql`with units as (update territory.unit set email = null where authority_id = ${unit.authorityId})
      update territory.authority set profile = profile - 'email' where id = ${unit.authorityId}`)
    assert.deepEqual(await handed(), ['Aucun agent ne sera prévenu par courriel'])
  })

  test('a commune without a desk that follows is told at its own address, and one that has none is not', async () => {
    const bron = await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      return place.authorities.find(({ code }) => code === '69029')
    })
    assert.ok(bron?.profile.email)
    const answered = async () => {
      const sent = await request()
      await told(sent)
      await notes(ROADS, sent, 'handler')
      return (await told(sent)).filter((mail) => mail.endsWith('un message du service chargé de la demande'))
    }
    await without(
      sql`update territory.unit set functions = array_remove(functions, 'town-hall') where authority_id = ${bron.id}`,
    )
    assert.deepEqual(await answered(), [`${bron.profile.email} < un message du service chargé de la demande`])
    await without(sql`update territory.authority set profile = profile - 'email' where id = ${bron.id}`)
    assert.deepEqual(await answered(), [])
  })
})
