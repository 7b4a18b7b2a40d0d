// The desk over HTTP: what must be seen before anything is done, and what is never said by itself.
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { checkForm, dangersIn, formVersion } from '#forms'
import { catalogue } from '#services'
import { onRequest } from '../record/queries.ts'
import { filesOfThread } from '#threads'
import { deskOf } from './desk.ts'
import type { Sent } from '../send/submit.ts'
import { describe, test } from 'node:test'
import { BRON, openDesk, desk, pageOf, ROADS } from './desk.fixture.ts'

describe('what is seen at the desk', () => {
  const world = openDesk()

  const rowIn = (list: string, { ref }: Sent): string =>
    list.split('<tr').find((line) => line.includes(`value="${ref}"`)) ?? assert.fail(ref)

  const declare = (sent: Sent, answers: Record<string, unknown>) =>
    world.parvis.db.write(system, (tx) =>
      sql`update requests.request set answers = answers || ${JSON.stringify(answers)}::jsonb where id = ${sent.id}`.execute(
        tx.q,
      ),
    )

  test('a danger that was declared is first on the request, and marked in the list', async () => {
    const [deep, quiet] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    await declare(deep, { danger: ['deep', 'fall'] })
    await declare(quiet, { danger: [] })
    const agent = await world.parvis.signedInAs(ROADS)
    const screen = await pageOf(agent, desk(deep))
    assert.match(
      screen,
      /Danger signalé par la personne.*plus profond qu’une main à plat.*Quelqu’un est déjà tombé/s,
    )
    assert.ok(screen.indexOf('Danger signalé') < screen.indexOf('Ce que dit'))
    assert.doesNotMatch(await pageOf(agent, desk(quiet)), /Danger signalé/)
    const list = await pageOf(agent, '/agents?tri=-reference')
    assert.match(rowIn(list, deep), />Danger</)
    assert.doesNotMatch(rowIn(list, quiet), />Danger</)
  })

  test('each form says which of its answers tell of a danger; only a yes-or-no question says it of itself', async () => {
    const form = await world.parvis.db.read(system, async (tx) => {
      const live = (await catalogue(tx)).service('eclairage-public-en-panne')
      return formVersion(tx, live?.definition.form ?? '', live?.formVersion ?? 0)
    })
    assert.deepEqual(dangersIn(form, { wires: true }), ['On voit des fils électriques'])
    assert.deepEqual(dangersIn(form, { wires: false }), [])
    const wrong = structuredClone(form)
    for (const field of wrong.pages.flatMap(({ fields }) => fields))
      if (field.type === 'single-choice') field.danger = 'Oui'
    assert.ok(checkForm(wrong).some(({ sentence }) => sentence.includes('n’est pas un oui ou non')))
  })

  test('an account is masked, and whole behind a button for whoever handles the request, for nobody else', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    await declare(sent, { account: 'FR1420041010050500013M02606' })
    await world.parvis.db.write(system, async (tx) => {
      const version = (await catalogue(tx)).service('prime-velo-electrique')?.formVersion
      await sql`update requests.request set form_id = 'prime-velo', form_version = ${version} where id = ${sent.id}`.execute(
        tx.q,
      )
    })
    const whole = /FR14\s2004\s1010\s0505\s0001\s3M02\s606/
    const seen = async (who: string) => pageOf(await world.parvis.signedInAs(who), desk(sent))
    const roads = await seen(ROADS)
    assert.match(roads, /FR14\s••••\s2606<details[^>]*><summary>Voir en entier<\/summary><p>/)
    assert.match(roads, whole)
    // The commune where it is reads the request, and pays nothing.
    const bron = await seen(BRON)
    assert.match(bron, /FR14\s••••\s2606/)
    assert.doesNotMatch(bron, whole)
    assert.doesNotMatch(bron, /Voir en entier/)
    // Nor does whoever looks as the agent of the roads.
    const own = await world.parvis.actor(ROADS)
    const wholeFor = async (actor: typeof own) =>
      (await world.parvis.db.read(actor, (tx) => deskOf(tx, sent.ref, {}))).answers.some(
        ({ entire }) => entire,
      )
    const place = { personId: 1, name: 'Administratrice', under: 'look 1', personName: own.label }
    const by = { ...place, looks: true as const, lookId: 1, until: new Date(Date.now() + 60_000) }
    assert.deepEqual([await wholeFor(own), await wholeFor({ ...own, by })], [true, false])
  })

  test('« C’est fait » is chosen, never put by itself, on a request nobody has answered', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const boxOf = (page: string) => /<textarea[^>]*name="message"[^>]*>([^<]*)</.exec(page)?.[1]?.trim()
    const untouched = await pageOf(agent, `${desk(sent)}/agir/close`)
    assert.equal(boxOf(untouched), '')
    assert.match(untouched, /data-template="[^"]*C’est fait/)
    assert.equal(
      (await agent.post(`${desk(sent)}/actions/close`, { page: 'agir', message: '' })).statusCode,
      422,
    )
    await agent.post(`${desk(sent)}/actions/reply`, { message: 'Nous réparons demain.' })
    assert.match(boxOf(await pageOf(agent, `${desk(sent)}/agir/close`)) ?? '', /C’est fait/)
  })

  test('files of one message stand in the order they were sent', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const names = ['photo-c.jpg', 'photo-a.jpg', 'photo-b.jpg']
    const files = await Promise.all(
      names.map(async (name, at) => ({
        field: 'files',
        name,
        bytes: await sharp({ create: { width: 4 + at, height: 4, channels: 3, background: '#888' } })
          .jpeg()
          .toBuffer(),
      })),
    )
    for (const message of ['Voici.', 'Et encore.'])
      assert.equal((await agent.upload(`${desk(sent)}/actions/reply`, { message }, files)).statusCode, 303)
    const stored = await world.parvis.db.read(system, (tx) => filesOfThread(tx, onRequest(sent.id)))
    assert.deepEqual(
      stored.filter(({ name }) => name.startsWith('photo-')).map(({ name }) => name),
      [...names, ...names],
    )
  })

  test('the list says on which requests one has begun to write', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const [agent, colleague] = [
      await world.parvis.signedInAs(ROADS),
      await world.parvis.signedInAs('malo.vauzelle@parvis.example'),
    ]
    const form = { ecrit: 'usager', pour: 'usager', message: 'Je regarde.', once: crypto.randomUUID() }
    await agent.post(`${desk(sent)}/brouillon`, { ...form, aller: '' })
    const list = '/agents?tri=-reference'
    assert.match(rowIn(await pageOf(agent, list), sent), /brouillon/)
    assert.doesNotMatch(rowIn(await pageOf(colleague, list), sent), /brouillon/)
  })

  test('who administers one town reads the counts of that town, and is led to the second factors of the team', async () => {
    const [town, whole] = [
      await pageOf(await world.parvis.signedInAs('admin.bron@parvis.example'), '/administration'),
      await pageOf(await world.parvis.signedInAs('admin@parvis.example'), '/administration'),
    ]
    const count = (page: string) =>
      Number(/Démarches publiées<\/span><span class="count">(\d+)/s.exec(page)?.[1])
    assert.match(town, /<h1>Administration <span class="soft">[^<]*Bron</)
    assert.ok(count(town) > 0 && count(town) < count(whole), `${count(town)} of ${count(whole)}`)
    assert.doesNotMatch(town, /collectivités|événements|Tâches qui échouent|modèles de réponse/)
    assert.match(whole, /59\s?collectivités/)
    assert.match(town, /href="\/compte\/equipe">(?:<span>)?Double vérification de mon équipe/)
    const chief = await pageOf(await world.parvis.signedInAs('chef.voirie@parvis.example'), '/agents')
    assert.match(chief, /href="\/compte\/equipe"/)
  })
})
