// A request that is signed: what is kept of it, who writes it, who reads it, whether the answers are still those, and what forgets it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { renderHtml } from '#platform/html.ts'
import { fillSchool, GRANT } from '#test/signing.ts'
import { textOfPdf } from '#test/pdf.ts'
import { requestById } from '#test/requests.ts'
import { planCorrection } from '../correct/plan.ts'
import { correctService } from '../correct/correct.ts'
import { correctionView } from '../correct/pages/correction.ts'
import { shownCorrection } from '../correct/shown.ts'
import { BRON, desk, openDesk, pageOf } from '../desk/desk.fixture.ts'
import { anonymiseThese } from '../privacy/retention.ts'
import { personal } from '../privacy/personal.ts'
import type { Sent } from '../send/submit.ts'
import { signaturesOf } from './queries.ts'

const SENTENCE = /J’ai l’autorité parentale sur cet enfant, et je certifie/
const WHOLE = /Les réponses n’ont pas changé depuis la signature/
const plain = (body: string) =>
  body
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0|\u202f/g, ' ')
    .replace(/\s+/g, ' ')

describe('a signature', () => {
  const world = openDesk()
  const signed = ({ id }: Pick<Sent, 'id'>) =>
    world.parvis.db.read(system, async (tx) => signaturesOf(tx, id))

  test('is refused under another name, kept as it was sent, and shown to whoever sent it and to the agent', async () => {
    const browser = world.parvis.browser()
    const at = await fillSchool(browser)
    const wrong = await browser.post(`${at}/authority`, {
      'signed-nom': 'Paul Martin',
      'signed-accord': 'oui',
    })
    assert.equal(wrong.statusCode, 422)
    assert.match(
      plain(wrong.body),
      /La signature n’est pas au nom donné dans ce formulaire : « Élise Le Gall »/,
    )
    assert.match(wrong.body, /value="Paul Martin"/, 'what was typed is there')
    assert.equal(
      (await browser.post(`${at}/envoyer`, {})).headers.location,
      `${at}/authority`,
      'nothing is sent',
    )
    await browser.post(`${at}/authority`, {
      parents: 'together',
      'signed-nom': 'elise LE GALL',
      'signed-accord': 'oui',
    })
    // Another name in the other answer: what was signed before no longer agrees.
    await browser.post(`${at}/contact`, { name: 'Zoé Petit', email: 'z@courriel.example' })
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/authority`)
    await browser.post(`${at}/contact`, { name: 'Élise Le Gall', email: 'elise@courriel.example' })
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)

    const receipt = (await browser.get(`${at}/recu`)).body
    const said = plain(receipt)
    assert.match(
      said,
      /Signature Votre signature elise LE GALL, le .*, sans être connecté à un compte\. « J’ai l’autorité/,
    )
    assert.match(said, WHOLE)
    const ref = /\b\d{4}-\d{5}\b/.exec(receipt)?.[0] ?? ''
    const paper = await browser.get(`${at}/recu/papier`)
    assert.match(textOfPdf(paper.rawPayload).pages.join(' ').replace(/\s+/g, ' '), /elise LE GALL, le/)
    const { id } = await idOf(ref)
    const [one, ...more] = await signed({ id })
    assert.deepEqual(more, [])
    assert.ok(one)
    const { signedAt, digest, sentence, ...kept } = one
    assert.match(sentence, SENTENCE)
    assert.deepEqual(kept, {
      ...{ fieldId: 'signed', name: 'elise LE GALL', formVersion: kept.formVersion },
      ...{ knownBy: 'nothing', isWhole: true, signsAs: null },
    })
    assert.ok(said.includes(digest))
    const row = await world.parvis.db.read(system, (tx) => requestById(tx, id))
    assert.deepEqual(signedAt, row?.receivedAt)
    const text = await textOfAnswers(id)
    assert.equal(
      digest,
      createHash('sha256').update(text).digest('hex'),
      'of what is kept, whoever counts it',
    )
    const agent = await world.parvis.signedInAs(BRON)
    const summary = `/agents/demandes/${ref}/resume`
    const pdf = textOfPdf((await agent.get(`${summary}/papier`)).rawPayload).pages.join(' ')
    for (const read of [`/agents/demandes/${ref}`, summary].map((at) => pageOf(agent, at))) {
      const told = plain(await read)
      assert.match(told, /Signature Votre signature elise LE GALL/)
      assert.match(told, WHOLE)
      assert.equal(told.match(/« J’ai l’autorité/g)?.length, 1, 'once')
    }
    assert.match(plain(pdf), /elise LE GALL, le/)
    assert.match(plain(pdf), WHOLE)
    // Nobody wrote a sentence: the answers are not printed twice.
    assert.equal(plain(pdf).match(/Dans quelle classe entre-t-il/g)?.length, 1)
  })

  const idOf = (ref: string) =>
    world.parvis.db.read(system, (tx) =>
      tx.q.selectFrom('requests.request').select('id').where('ref', '=', ref).executeTakeFirstOrThrow(),
    )
  const textOfAnswers = (id: number) =>
    world.parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ text: string }>`
        select answers::text as text from requests.request where id = ${id}`.execute(tx.q)
      return rows[0]?.text ?? ''
    })

  test('tells an answer that changed since, and says after a correction that it is on what came before', async () => {
    const sent = await world.parvis.makeRequest({ service: GRANT, commune: '69029', name: 'Élise Le Gall' })
    const bron = await world.parvis.signedInAs(BRON)
    assert.match(plain(await pageOf(bron, desk(sent))), WHOLE)
    const amount = (to: number) =>
      world.parvis.db.write(system, (tx) =>
        sql`update requests.request set answers = jsonb_set(answers, '{amount}', ${String(to)}::jsonb) where id = ${sent.id}`.execute(
          tx.q,
        ),
      )
    const { amount: was } = (await world.rowOf(sent)).answers
    await amount(999_999)
    const changed = plain(await pageOf(bron, desk(sent)))
    assert.doesNotMatch(changed, WHOLE)
    assert.match(changed, /ne sont plus celles qui ont été signées/)
    await amount(Number(was))
    assert.match(plain(await pageOf(bron, desk(sent))), WHOLE)
    const to = 'tag-ou-affichage-sauvage'
    const shown = await world.parvis.db.read(system, async (tx) =>
      shownCorrection(tx, await planCorrection(tx, await world.rowOf(sent), to)),
    )
    assert.match(plain(renderHtml(correctionView(shown))), /La demande est signée : la signature reste/)
    await world.parvis.db.write(system, (tx) => correctService(tx, sent.ref, { to, note: '', seen: 1 }))
    const corrected = plain(await pageOf(bron, desk(sent)))
    assert.match(
      corrected,
      /la signature porte sur ce qui a été envoyé avant, pour « Demander une subvention/,
    )
    assert.match(corrected, WHOLE)
  })

  test('is written by nobody who acts, read by whoever reads the request, and says how they were known', async () => {
    const { personId } = await world.parvis.actor('habitante@parvis.example')
    const [sent, other] = [
      await world.parvis.makeRequest({
        service: GRANT,
        commune: '69029',
        residentId: personId,
        name: 'Zoé Petit',
      }),
      await world.parvis.makeRequest({ service: GRANT, commune: '69029', name: 'Zoé Petit' }),
    ]
    assert.deepEqual(
      (await signed(sent)).map(({ knownBy }) => knownBy),
      ['account'],
    )
    const resident = await world.parvis.actor('habitante@parvis.example')
    const seen = (request: Sent) => world.parvis.db.read(resident, (tx) => signaturesOf(tx, request.id))
    assert.equal((await seen(sent)).length, 1)
    assert.deepEqual(await seen(other), [], 'somebody else’s')
    for (const forged of [
      sql`update requests.signature set name = 'Autre' where request_id = ${sent.id}`,
      sql`delete from requests.signature where request_id = ${sent.id}`,
      sql`insert into requests.signature select request_id, 'forged', name, sentence, form_id, form_version, digest, signed_at, known_by from requests.signature where request_id = ${sent.id}`,
      sql`select requests.seal(${sent.id})`,
    ])
      await assert.rejects(
        world.parvis.db.write(resident, (tx) => forged.execute(tx.q)),
        /permission denied/,
      )
    const [holding] = personal
    const [held] = (await world.parvis.db.read(system, async (tx) => holding?.held(tx, personId ?? 0))) ?? []
    assert.match(
      JSON.stringify(held?.rows),
      /"Signatures":\[\{"Nom":"Lucette Morandat","Phrase":"Je représente/,
    )
  })

  test('goes with whoever asked', async () => {
    const sent = await world.parvis.makeRequest({ service: GRANT, commune: '69029', name: 'Élise Le Gall' })
    assert.equal((await signed(sent)).length, 1)
    const row = await world.rowOf(sent)
    await world.parvis.db.write(system, (tx) => anonymiseThese(tx, [{ ...row, draftId: null }]))
    assert.deepEqual(await signed(sent), [])
  })
})
