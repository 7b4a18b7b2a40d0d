// The desk through HTTP: accounts opened, found by their exact number, given a new code and proofs; what it never learns.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { openBrowser } from '#test/account-browser.ts'
import { openSample, type Sample } from '#test/accounts.ts'
import { readPaperCode } from './code.ts'
import { readNumber } from './number.ts'
import { atDesk, openPaper, type Printed, readPaper, somebody } from '#test/paper.ts'

describe('accounts at the desk', () => {
  let world: Sample
  let app: FastifyInstance
  before(async () => {
    world = await openSample()
    app = await world.serve()
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  const signIn = (paper: Printed, ip?: string) =>
    openBrowser(app, ip).post('/connexion/papier', { numero: paper.number, passe: paper.code })
  const find = (agent: Awaited<ReturnType<typeof atDesk>>, numero: string) =>
    agent.post('/agents/comptes', { numero })
  const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await world.db.read(system, (tx) => query.execute(tx.q))).rows

  test('an account is opened, told as the agent’s act, with what the document proves and what it does not', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    assert.match((await agent.get('/agents/comptes')).text, /Ouvrir un compte/)
    assert.match((await agent.get('/agents/comptes/nouveau')).text, /Aucune pièce/)
    const paper = await openPaper(agent, { telephone: '06 12 34 56 78' })
    const known = await rows<{
      name: string
      email: string | null
      values: string
      told: string
      actor: number
    }>(sql`
      select p.name, p.email, e.name as told, e.actor_id::int as actor,
        (select string_agg(concat(value_id, ' ', value, ' ', level, ' ', proof), ', ' order by v.id) from accounts.profile_value v
          where v.person_id = p.id and v.source = 'desk' and v.recorded_by = ${agent.personId}) as values
      from accounts.account_number n join accounts.person p on p.id = n.person_id
      join platform.event e on e.subject_kind = 'person' and e.subject_id = p.id
      where n.number = ${readNumber(paper.number)}`)
    assert.deepEqual(known, [
      {
        name: 'Odette Sanspapier',
        email: null,
        told: 'person.created_at_desk',
        actor: agent.personId,
        values:
          'given_name Odette proved Carte nationale d’identité, family_name Sanspapier proved Carte nationale d’identité, birthdate 1941-11-14 proved Carte nationale d’identité, phone 06 12 34 56 78 declared Aucune pièce, commune 69029 declared Aucune pièce',
      },
    ])
    assert.equal((await signIn(paper)).to, '/compte')
  })

  test('what is wrong comes back beside the field, with everything typed', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    const { status, text } = await agent.post(
      '/agents/comptes/nouveau',
      somebody({ nom: '', 'naissance-mois': '13', piece: '' }),
    )
    assert.equal(status, 422)
    for (const part of [
      /Écrivez le nom/,
      /Choisissez la pièce que vous avez vue/,
      /value="Odette"/,
      /<title>Erreur/,
    ])
      assert.match(text, part)
    const late = await agent.post('/agents/comptes/nouveau', somebody({ 'naissance-mois': '13' }))
    assert.match(late.text, /Cette date de naissance n’existe pas/)
    assert.match(late.text, /value="1941"/)
  })

  test('the same form sent twice opens one account, whose code is shown once', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    const values = somebody({ nom: 'Deuxfois' })
    const paper = readPaper((await agent.post('/agents/comptes/nouveau', values)).text)
    const again = await agent.post('/agents/comptes/nouveau', values)
    assert.equal(again.status, 303)
    const [count] = await rows<{ count: number }>(
      sql`select count(*)::int as count from accounts.person where name = 'Odette Deuxfois'`,
    )
    assert.equal(count?.count, 1)
    assert.equal((await signIn(paper)).to, '/compte')
  })

  test('an agent of another authority finds it by its exact number: a name, which values are proved, and no value', async () => {
    const [bron, mions] = [
      await atDesk(world, app, world.units.bron),
      await atDesk(world, app, world.units.mions),
    ]
    const paper = await openPaper(bron, { telephone: '06 98 76 54 32' })
    const { status, text } = await find(mions, paper.number.replaceAll('\u00a0', ''))
    assert.equal(status, 200)
    assert.match(text, /Odette Sanspapier/)
    assert.match(text, /Date de naissance[\s\S]*?Prouvé/)
    assert.match(text, /Numéro de téléphone[\s\S]*?Déclaré/)
    // Keys of forms, and its own number, are drawn: they may hold anything.
    const told = text.replaceAll(/<input type="hidden"[^>]*>/g, '').replaceAll(paper.number, '')
    assert.doesNotMatch(told, /1941|06 98 76|69029/)
    const [seen] = await rows<{ count: number }>(
      sql`select count(*)::int as count from platform.access_entry where kind = 'account' and actor_id = ${mions.personId}`,
    )
    assert.equal(seen?.count, 1, 'the person sees who looked')
  })

  test('a wrong number is a sentence beside the field; nobody is found by name; anonymous and residents find nothing', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    const paper = await openPaper(agent)
    for (const typed of ['12', 'Sanspapier', `${paper.number.slice(0, -1)}x`])
      assert.match((await find(agent, typed)).text, /dix chiffres/)
    const unknown = await find(agent, '1000000008')
    assert.equal(unknown.status, 422)
    assert.equal((await openBrowser(app).post('/agents/comptes', { numero: paper.number })).status, 303)
    await world.person('curieux@parvis.example')
    const resident = openBrowser(app)
    await resident.post('/connexion', { email: 'curieux@parvis.example', password: 'parvis-demo-2026' })
    assert.equal((await resident.post('/agents/comptes', { numero: paper.number })).status, 404)
    const administrator = await atDesk(world, app, world.units.bron, 'admin')
    assert.equal((await administrator.get('/agents/comptes')).status, 404)
  })

  test('a new code kills the old one and ends every session; the same page makes it once', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    const paper = await openPaper(agent)
    const resident = openBrowser(app)
    await resident.post('/connexion/papier', { numero: paper.number, passe: paper.code })
    assert.equal((await resident.get('/compte/securite')).status, 200)
    const asked = { numero: paper.number, cle: crypto.randomUUID(), piece: 'cni', presente: 'oui' }
    assert.match(
      (await agent.post('/agents/comptes/code', { ...asked, presente: '' })).text,
      /seulement avec la personne devant vous/,
    )
    assert.match(
      (await agent.post('/agents/comptes/code', { ...asked, piece: 'aucune' })).text,
      /il en faut une pour un nouveau code/,
    )
    const fresh = readPaper((await agent.post('/agents/comptes/code', asked)).text)
    assert.equal(fresh.number, paper.number)
    assert.notEqual(fresh.code, paper.code)
    assert.equal((await resident.get('/compte/securite')).status, 303)
    assert.equal((await signIn(paper)).status, 422)
    assert.equal((await signIn(fresh)).to, '/compte')
    assert.equal((await agent.post('/agents/comptes/code', asked)).status, 303)
    assert.equal((await signIn(fresh)).to, '/compte')
    const told = await rows<{ actor: number }>(
      sql`select actor_id::int as actor from platform.event where name = 'person.paper_code_replaced' and actor_id = ${agent.personId}`,
    )
    assert.equal(told.length, 1)
  })

  test('a document proves what it says, and nothing else', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    const { number: numero } = await openPaper(agent, { piece: 'aucune' })
    const prove = (valeur: string, texte: string, document: string) =>
      agent.post('/agents/comptes/preuve', { numero, valeur, texte, document })
    assert.match((await prove('commune', 'Bron', 'cni')).text, /ne prouve pas cette information/)
    assert.match((await prove('birthdate', '31/02/1941', 'cni')).text, /n’existe pas/)
    assert.match((await prove('birthdate', '15/11/1941', 'passeport')).text, /La preuve est notée/)
    const kept = await prove('commune', 'bron', 'domicile')
    assert.match(kept.text, /Commune de résidence[\s\S]*?Prouvé/)
    const values = await rows<{ value: string; level: string; proof: string }>(sql`
      select v.value, v.level, v.proof from accounts.profile_value v join accounts.account_number n on n.person_id = v.person_id
      where n.number = ${readNumber(numero)} and v.ended_at is null and v.level = 'proved' order by v.value_id`)
    assert.deepEqual(values, [
      { value: '1941-11-15', level: 'proved', proof: 'Passeport' },
      { value: '69029', level: 'proved', proof: 'Justificatif de domicile' },
    ])
    assert.equal((await prove('email', 'x', 'cni')).status, 422)
  })

  test('an agent opens thirty accounts an hour, not more; another agent goes on', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    for (let count = 0; count < 30; count++) await openPaper(agent)
    assert.equal((await agent.post('/agents/comptes/nouveau', somebody())).status, 429)
    await openPaper(await atDesk(world, app, world.units.bron))
  })

  test('the code is nowhere but on the paper: neither in the database, in clear, nor in a mail', async () => {
    const agent = await atDesk(world, app, world.units.bron)
    const paper = await openPaper(agent)
    await signIn(paper)
    const code = readPaperCode(paper.code) ?? ''
    const tables = await rows<{ name: string }>(
      sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('accounts', 'platform', 'requests')
        and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')`,
    )
    for (const { name } of tables) {
      const [found] = await rows<{ all: string | null }>(
        sql`select string_agg(t::text, ' ') as all from ${sql.raw(name)} t where t::text ilike any (${[`%${code}%`, `%${paper.code}%`]})`,
      )
      assert.equal(found?.all ?? null, null, name)
    }
  })
})
