// A second signature: nothing is sent before it; a link that does nothing when it is read; refused, silent, withdrawn, changed; nobody
// signs with themselves, and nobody is written to without bounds.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import type { Answers } from '#forms'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, makeMandate } from '#test/mandates.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { addDays } from '#territory'
import { fillGrant, fillSchool, PROJECT } from '#test/signing.ts'
import { submitRequest } from '../send/submit.ts'
import { askCosignatures, cosigningsOf } from '../signed/queries.cosigning.ts'
import { signaturesOf } from '../signed/queries.ts'

const plain = (body: string) =>
  body
    .replace(/<(style|script)[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0|\u202f/g, ' ')
    .replace(/\s+/g, ' ')

const HELPER = 'habitant@parvis.example'

describe('a second signature', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const mailsTo = (to: string) =>
    parvis.db.read(system, async (tx) => {
      const all = await keptMails(tx, { to })
      return Promise.all(all.map(async ({ id }) => (await keptMail(tx, id))?.text ?? ''))
    })
  const tokensTo = async (to: string) =>
    (await mailsTo(to)).flatMap((text) => /cosignature\?jeton=([\w-]{43})/.exec(text)?.[1] ?? [])
  const draftOf = (at: string) => at.split('/').at(-1) ?? ''
  const askedIn = (at: string) => parvis.db.read(system, (tx) => cosigningsOf(tx, draftOf(at)))
  const sentOf = (at: string) =>
    parvis.db.read(system, (tx) =>
      tx.q.selectFrom('requests.request').selectAll().where('draft_id', '=', draftOf(at)).executeTakeFirst(),
    )
  const box = (name: string) => `${name}@courriel.example`
  /** Asked of Paul, at a box of his own. */
  async function asked(who: string, browser = parvis.browser()) {
    const at = await fillGrant(browser, { signature: { 'treasurer-mail': box(who) } })
    const reply = await browser.post(`${at}/envoyer`, {})
    assert.equal(reply.headers.location, `${at}/attente`, plain(reply.body).slice(0, 500))
    await parvis.runJobs()
    const [token = '', ...more] = await tokensTo(box(who))
    assert.deepEqual(more, [])
    return { browser, at, token }
  }
  const sign = (browser: TestBrowser, jeton: string, name = 'PAUL fourviere', accord = 'oui') =>
    browser.post('/cosignature/signature', { jeton, 'signature-nom': name, 'signature-accord': accord })
  const back = (ms: number, at: string) =>
    parvis.db.write(system, (tx) =>
      sql`update requests.cosigning set asked_at = asked_at - make_interval(secs => ${ms / 1000}) where draft_id = ${draftOf(at)}`.execute(
        tx.q,
      ),
    )
  const DAY = 86_400_000

  test('waits, reads what it may, is signed once, then is sent: both are told, and both signatures are whole', async () => {
    const { browser, at, token } = await asked('signe')
    assert.equal(await sentOf(at), undefined, 'nothing is sent')
    const waiting = plain((await browser.get(`${at}/attente`)).body)
    assert.match(
      waiting,
      /Votre demande attend une signature[^]*Paul Fourvière, la personne qui tient la trésorerie/,
    )
    assert.match(
      plain((await browser.get('/brouillons')).body),
      /En attente de la signature de Paul Fourvière/,
    )
    assert.equal((await browser.get(`${at}/verifier`)).headers.location, `${at}/attente`)
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/attente`, 'asked once')
    await parvis.runJobs()
    assert.equal((await tokensTo(box('signe'))).length, 1)
    assert.ok((await mailsTo('elise@courriel.example')).some((text) => /brouillons\/lien\?jeton/.test(text)))
    const [mail = ''] = await mailsTo(box('signe'))
    assert.match(plain(mail), /Élise Le Gall a rempli « Demander une subvention/)

    const paul = parvis.browser()
    const first = await paul.get(`/cosignature?jeton=${token}`)
    assert.equal(first.headers['referrer-policy'], 'no-referrer')
    assert.doesNotMatch(first.body, /tournoi/, 'a program that follows links reads nothing')
    const read = await paul.post('/cosignature', { jeton: token })
    assert.match(plain(read.body), /Un tournoi pour les enfants[^]*1 pièce jointe, non montrée ici/)
    assert.doesNotMatch(read.body, /piece\.pdf/)
    assert.equal((await askedIn(at))[0]?.answer, null, 'read is not signed')
    for (const [name, accord, said] of [
      ['', '', /Écrivez votre prénom et votre nom/],
      ['Paul Fourvière', '', /Cochez la case/],
      ['Élise Le Gall', 'oui', /n’est pas au nom donné[^]*« Paul Fourvière »/],
    ] as const) {
      const wrong = await sign(paul, token, name, accord)
      assert.equal(wrong.statusCode, 422)
      assert.match(plain(wrong.body), said)
      assert.ok(wrong.body.includes(`value="${name}"`))
    }
    const done = await sign(paul, token)
    assert.match(plain(done.body), /Vous avez signé/)
    for (const again of [await sign(paul, token), await paul.post('/cosignature', { jeton: token })])
      assert.equal(again.statusCode, 404, 'it serves once')
    await parvis.runJobs()
    const sent = await sentOf(at)
    assert.ok(sent)
    const signed = await parvis.db.read(system, (tx) => signaturesOf(tx, sent.id))
    assert.deepEqual(
      signed.map(({ fieldId, name, knownBy, isWhole }) => [fieldId, name, knownBy, isWhole]),
      [
        ['signed', 'elise LE GALL', 'nothing', true],
        ['treasurer', 'PAUL fourviere', 'mail', true],
      ],
    )
    assert.equal((await browser.get(`${at}/attente`)).headers.location, `${at}/recu`)
    const receipt = plain((await browser.get(`${at}/recu`)).body)
    assert.match(
      receipt,
      /PAUL fourviere, la personne qui tient la trésorerie de l’association, le [^]*par le lien reçu/,
    )
    assert.ok(
      (await mailsTo('elise@courriel.example')).some((text) => text.includes(sent.ref)),
      'the receipt',
    )
    const told = (await mailsTo(box('signe'))).find((text) => text.includes(sent.ref)) ?? ''
    assert.match(told, new RegExp(signed[0]?.digest ?? '?'))
    assert.deepEqual(await askedIn(at), [], 'nothing is left of the asking')
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.match(plain((await agent.get(`/agents/demandes/${sent.ref}`)).body), /PAUL fourviere/)
  })

  test('refused, the reason comes back; changed, the same person is asked again by another link', async () => {
    const { browser, at, token } = await asked('refuse')
    const paul = parvis.browser()
    const bare = await paul.post('/cosignature/refus', { jeton: token, raison: '' })
    assert.equal(bare.statusCode, 422)
    assert.match(plain(bare.body), /Dites pourquoi/)
    assert.match(
      plain((await paul.post('/cosignature/refus', { jeton: token, raison: 'Le montant est faux.' })).body),
      /Vous avez refusé/,
    )
    assert.equal((await sign(paul, token)).statusCode, 404)
    await parvis.runJobs()
    const told = await mailsTo('elise@courriel.example')
    assert.ok(told.some((text) => /Paul Fourvière a dit pourquoi/.test(plain(text))))
    assert.ok(!told.some((text) => /Le montant est faux/.test(text)), 'nobody writes by us to any address')
    assert.match(
      plain((await browser.get(`${at}/verifier`)).body),
      /Paul Fourvière a refusé de signer[^]*Le montant est faux/,
    )
    await browser.upload(`${at}/project`, { ...PROJECT, amount: '900' }, [])
    assert.match(plain((await browser.get(`${at}/verifier`)).body), /Le montant est faux/, 'still told')
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/attente`)
    await parvis.runJobs()
    const [one = '', two = ''] = await tokensTo(box('refuse'))
    const other = one === token ? two : one
    assert.match(plain((await sign(paul, other)).body), /Vous avez signé/)
    await parvis.runJobs()
    assert.equal((await sentOf(at))?.answers !== undefined, true)
  })

  test('an answer that changes, a withdrawal, a draft erased end the link; guessed ones open nothing', async () => {
    const paul = parvis.browser()
    const changed = await asked('change')
    await changed.browser.upload(`${changed.at}/project`, PROJECT, [])
    assert.equal((await askedIn(changed.at)).length, 1, 'the same answers are no change')
    await changed.browser.upload(`${changed.at}/project`, { ...PROJECT, amount: '1300' }, [])
    assert.equal((await sign(paul, changed.token)).statusCode, 404)
    const withdrawn = await asked('retire')
    const stopped = await withdrawn.browser.post(`${withdrawn.at}/attente`, {})
    assert.equal(stopped.headers.location, `${withdrawn.at}/verifier`)
    assert.equal((await sign(paul, withdrawn.token)).statusCode, 404)
    const erased = await asked('efface')
    await erased.browser.post(`/brouillons/${draftOf(erased.at)}/effacement`, {})
    assert.deepEqual(await askedIn(erased.at), [])
    for (const guess of ['', 'x', 'A'.repeat(43), 'A'.repeat(101)])
      assert.ok([404, 422].includes((await sign(paul, guess)).statusCode), guess)
    await parvis.runJobs()
    for (const { at } of [changed, withdrawn, erased]) assert.equal(await sentOf(at), undefined)
  })

  test('is reminded on its days by links that both serve, then falls silent, and whoever asked is told', async () => {
    const { browser, at, token } = await asked('silence')
    const follow = async () => {
      await parvis.db.write(system, (tx) =>
        sql`select platform.add_job('requests.follow_cosignings', '{}'::json, null, null)`.execute(tx.q),
      )
      await parvis.runJobs()
      return (await tokensTo(box('silence'))).length
    }
    assert.equal(await follow(), 1)
    await back(3 * DAY + 1000, at)
    assert.equal(await follow(), 2)
    assert.equal(await follow(), 2, 'once')
    await back(4 * DAY, at)
    assert.equal(await follow(), 3)
    assert.equal(
      (await parvis.browser().post('/cosignature', { jeton: token })).statusCode,
      200,
      'the first one serves',
    )
    await back(14 * DAY, at)
    assert.equal(await follow(), 3)
    assert.equal((await sign(parvis.browser(), token)).statusCode, 404)
    assert.ok(
      (await mailsTo('elise@courriel.example')).some((text) => /n’a pas répondu en 21 jours/.test(text)),
    )
    assert.match(plain((await browser.get(`${at}/verifier`)).body), /Paul Fourvière n’a pas répondu/)
  })

  test('is not that of whoever asks: their address, their account, another account of the same person, their helper', async () => {
    const browser = parvis.browser()
    const at = await fillGrant(browser)
    const page = (mail: string) => ({
      ...{ 'signed-nom': 'Élise Le Gall', 'signed-accord': 'oui', 'treasurer-nom': 'Paul Fourvière' },
      'treasurer-mail': mail,
    })
    for (const own of ['elise@courriel.example', 'ELISE+club@courriel.example']) {
      const refused = await browser.post(`${at}/signature`, page(own))
      assert.equal(refused.statusCode, 422, own)
      assert.match(plain(refused.body), /C’est l’adresse que vous avez donnée pour vous/)
    }
    const home = await parvis.signedInAs('habitante@parvis.example')
    const mine = await asked('compte', home)
    const same = await sign(home, mine.token)
    assert.equal(same.statusCode, 422)
    assert.match(plain(same.body), /deux personnes différentes doivent signer/)
    const twin = await parvis.actor('habitant@parvis.example')
    const { personId } = await parvis.actor('habitante@parvis.example')
    for (const id of [personId, twin.personId])
      for (const [valueId, value] of [
        ['family_name', 'Le Gall'],
        ['given_name', 'Élise'],
        ['birthdate', '1980-01-01'],
      ])
        await parvis.db.write(system, async (tx) => {
          await sql`update accounts.profile_value set ended_at = ${tx.now} where person_id = ${id} and value_id = ${valueId} and ended_at is null`.execute(
            tx.q,
          )
          await sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
            values (${id}, ${valueId}, ${value}, 'declared', 'declared', ${tx.now})`.execute(tx.q)
        })
    assert.equal(
      (await sign(await parvis.signedInAs('habitant@parvis.example'), mine.token)).statusCode,
      422,
      'a second account',
    )
    const other = await parvis.signedInAs('accueil@parvis.example')
    assert.match(plain((await sign(other, mine.token)).body), /Vous avez signé/)
    await parvis.runJobs()
    const sent = await sentOf(mine.at)
    assert.equal(sent?.resident_id, personId)
    const signed = await parvis.db.read(system, (tx) => signaturesOf(tx, sent?.id ?? 0))
    assert.deepEqual(
      signed.map(({ knownBy }) => knownBy),
      ['account', 'account'],
    )
  })

  test('asked by a helper, it is sent as the person’s, who learns by whom; the helper signs for nobody else', async () => {
    const [person, helper] = ['habitante@parvis.example', 'accueil@parvis.example']
    const until = addDays(parvis.now().toISOString().slice(0, 10), 60)
    const helping = await actingAs(
      parvis,
      HELPER,
      await makeMandate(parvis, { person, helper: HELPER, until }),
    )
    const { at, token } = await asked('aide', helping)
    assert.equal((await sign(await parvis.signedInAs(HELPER), token)).statusCode, 422)
    assert.match(plain((await sign(await parvis.signedInAs(helper), token)).body), /Vous avez signé/)
    await parvis.runJobs()
    const sent = await sentOf(at)
    assert.equal(sent?.resident_id, (await parvis.actor(person)).personId)
    const signed = await parvis.db.read(system, (tx) => signaturesOf(tx, sent?.id ?? 0))
    assert.deepEqual(
      signed.map(({ knownBy }) => knownBy),
      ['helper', 'account'],
    )
    const [received] = await parvis.db.read(system, (tx) => eventsOf(tx, 'request', sent?.id ?? 0))
    assert.match(received?.actorLabel ?? '', /, pour /)
  })

  test('asks nobody but whom the draft names, within bounds; nobody reads or answers for others', async () => {
    const { browser, at } = await asked('borne')
    const draft = draftOf(at)
    const stranger = anonymous(crypto.randomUUID())
    await assert.rejects(
      parvis.db.write(stranger, (tx) => askCosignatures(tx, draft, {})),
      /asked by whom the draft is of/,
    )
    assert.deepEqual(await parvis.db.read(stranger, (tx) => cosigningsOf(tx, draft)), [])
    for (const forged of [
      sql`update requests.cosigning set answer = 'signed'`,
      sql`insert into requests.cosigning (draft_id, field_id, name, email, signs_as, sentence, digest) values (${draft}, 'x', 'A', 'a@b.example', 'x', 'x', ${'0'.repeat(64)})`,
      sql`select token_hash from requests.cosigning_link`,
    ])
      await assert.rejects(
        parvis.db.write(stranger, (tx) => forged.execute(tx.q)),
        /permission denied/,
      )
    // Sent by whom the draft is of, past the program: the database waits for the signature too.
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ visitor: string; answers: Answers; slug: string; form: string; version: number }>`
        select visitor_id as visitor, answers -> 'answers' as answers, service_slug as slug, form_id as form, form_version as version
        from forms.draft where id = ${draft}`.execute(tx.q),
    )
    const [own] = rows
    assert.ok(own)
    await assert.rejects(
      parvis.db.write(anonymous(own.visitor), (tx) =>
        submitRequest(tx, {
          ...{ draftId: draft, serviceSlug: own.slug, answers: own.answers, channel: 'web' },
          ...{ form: { id: own.form, version: own.version }, residentId: null, enteredUnitId: null },
        }),
      ),
      /has not signed it/,
    )
    let refused = 0
    for (let n = 0; n < 8; n += 1) {
      await browser.post(`${at}/attente`, {})
      refused += (await browser.post(`${at}/envoyer`, {})).statusCode === 429 ? 1 : 0
    }
    assert.ok(refused > 0, 'one address is written to a few times a day')
    assert.ok((await tokensTo(box('borne'))).length <= 6)
    const again = parvis.browser()
    const other = await fillGrant(again, { signature: { 'treasurer-mail': box('borne+encore') } })
    assert.equal((await again.post(`${other}/envoyer`, {})).statusCode, 429, 'one box under two writings')
    // What comes of it is told to an address that nobody proved.
    let told = 0
    for (let n = 0; n < 14; n += 1) {
      const one = parvis.browser()
      const more = {
        contact: { email: box('victime') },
        signature: { 'treasurer-mail': box(`complice-${n}`) },
      }
      told += (await one.post(`${await fillGrant(one, more)}/envoyer`, {})).statusCode === 303 ? 1 : 0
    }
    assert.ok(told <= 12, `${told} askings told to one address`)
  })

  test('is asked only where the form shows it', async () => {
    const browser = parvis.browser()
    const apart = { parents: 'apart', 'other_parent-nom': 'Jean Petit', 'other_parent-mail': box('jean') }
    const at = await fillSchool(browser, { authority: apart })
    assert.match(plain((await browser.get(`${at}/verifier`)).body), /Jean Petit reçoit un e-mail/)
    await browser.post(`${at}/authority`, {
      parents: 'together',
      'signed-nom': 'Élise Le Gall',
      'signed-accord': 'oui',
      ...{ 'other_parent-nom': 'Jean Petit', 'other_parent-mail': box('jean') },
    })
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
    await parvis.runJobs()
    assert.deepEqual(await mailsTo(box('jean')), [])
  })
})
