// Agents read from a real directory (OpenLDAP): the settings on screen, and what it gives line by line.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { LIMITS } from './limits.ts'
import { READER, startSlapd, SUFFIX, type TestDirectory } from '#test/slapd.ts'

const person = (n: number, more: string, unit = 'Services techniques') => `
dn: uid=a${n},ou=agents,${SUFFIX}
objectClass: inetOrgPerson
uid: a${n}
sn: Annuaire
cn: Agent ${n} Annuaire
departmentNumber: ${unit}
${more}
`
const ENTRIES = `dn: ${SUFFIX}
objectClass: dcObject
objectClass: organization
o: Mairie
dc: mairie

dn: ou=agents,${SUFFIX}
objectClass: organizationalUnit
ou: agents
${person(1, 'mail: annuaire1@mairie.example')}
${person(2, 'mail: annuaire2@mairie.example\ntitle: CN=Accueil,OU=Groupes', 'ACC')}
${person(3, 'mail: remi.bron@parvis.example\ntitle: autre')}
dn: ou=ailleurs,ou=agents,${SUFFIX}
objectClass: referral
objectClass: extensibleObject
ou: ailleurs
ref: ldap://127.0.0.1:1/dc=ailleurs
`

const words = 'ACC = Accueil de la mairie\nCN=Accueil,OU=Groupes = Guichet, accueil'
const HERE = '/administration/agents/annuaire/bron'

describe('the directory of a town hall', () => {
  let slapd: TestDirectory
  let parvis: TestApp
  let bron: TestBrowser
  let said: Record<string, string>

  before(async () => {
    slapd = await startSlapd(ENTRIES)
    const hosts = [slapd.secure, slapd.plain].map((port) => `127.0.0.1:${port}`)
    parvis = await createTestApp({ env: { PARVIS_LDAP_HOSTS: hosts.join(',') } })
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    said = {
      ...READER,
      ...{ address: `ldaps://127.0.0.1:${slapd.secure}`, base: `ou=agents,${SUFFIX}`, filter: '(mail=*)' },
      ...{ name: 'cn', email: 'mail', unit: 'departmentNumber', role: 'title', otherwise: 'handler', words },
      ...{ invites: 'no', share: '10' },
    }
  })
  after(async () => {
    await parvis.close()
    await slapd.close()
  })

  const version = async () => /name="version" value="(\d+)"/.exec((await bron.get(HERE)).body)?.[1] ?? ''
  const save = async (more: Record<string, string> = {}) =>
    bron.post(HERE, { ...said, version: await version(), ...more })
  const read = async (who = bron) => who.follow(await who.post(`${HERE}/lecture`, {}))

  test('is said on screen; what cannot be is said beside its field, and no password comes back', async () => {
    assert.match((await bron.get('/administration/agents/import')).body, /Régler l’annuaire/)
    assert.equal((await bron.post(`${HERE}/lecture`, {})).statusCode, 404)
    const wrong = await save({ filter: '(mail=*', name: 'c n', words: 'sans rien' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /attribut, comme[^]*vérifiez ses parenthèses[^]*une valeur par ligne/)
    assert.doesNotMatch(wrong.body, new RegExp(READER.password))
    assert.match((await save({ address: 'ldaps://127.0.0.1:1' })).body, /n’autorise pas cette adresse/)
    assert.match((await save({ address: 'https://mairie.example' })).body, /en ldaps:\/\/ ou ldap:\/\//)
    assert.match((await save({ password: '' })).body, /Écrivez le mot de passe/)
    assert.equal((await save()).statusCode, 303)
    assert.doesNotMatch((await bron.get(HERE)).body, new RegExp(READER.password))
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        held: string
      }>`select said::text || encode(password, 'escape') as held from organisation.directory`.execute(tx.q),
    )
    assert.doesNotMatch(rows[0]?.held ?? '', new RegExp(READER.password))
    // Kept for the same server and account; never said to another.
    assert.equal((await save({ password: '' })).statusCode, 303)
    const elsewhere = `ldap://127.0.0.1:${slapd.plain}`
    assert.match((await save({ password: '', address: elsewhere })).body, /Écrivez le mot de passe/)
    assert.equal((await bron.post(HERE, { ...said, version: '1' })).statusCode, 409)
  })

  test('is its administrators’ alone', async () => {
    const mions = await parvis.signedInAs('agent.mions@parvis.example')
    assert.equal((await mions.get(HERE)).statusCode, 404)
    assert.equal((await mions.post(`${HERE}/lecture`, {})).statusCode, 404)
    assert.equal((await bron.get('/administration/agents/annuaire/mions')).statusCode, 404)
    const metropolis = await parvis.signedInAs('admin@parvis.example')
    assert.equal((await metropolis.get(HERE)).statusCode, 200)
    assert.match(
      (await metropolis.get('/administration/agents/import?authority=bron')).body,
      /Lire l’annuaire/,
    )
  })

  for (const kind of ['ldaps', 'ldap'])
    test(`gives by ${kind} whoever is not there yet, line by line, before anything is done`, async () => {
      const port = kind === 'ldap' ? slapd.plain : slapd.secure
      assert.equal((await save({ address: `${kind}://127.0.0.1:${port}` })).statusCode, 303)
      const shown = await read()
      assert.match(
        shown.body,
        /Import de 2\s*lignes[^]*Agent 1 Annuaire[^]*Services techniques[^]*Instruction[^]*Agent 2 Annuaire[^]*Accueil de la mairie[^]*Guichet, accueil/,
      )
      assert.doesNotMatch(shown.body, /remi\.bron@parvis\.example/)
    })

  test('is corrected here when a value says nothing, and read again once everybody is invited', async () => {
    assert.equal((await save({ words: 'CN=Accueil,OU=Groupes = Guichet, accueil' })).statusCode, 303)
    const faults = await read()
    assert.equal(faults.statusCode, 422)
    assert.match(
      faults.body,
      /Ligne 3\s*: ce service n’est pas l’un des vôtres \(«\s*ACC\s*»\)[^]*annuaire2@mairie/,
    )
    assert.equal((await save()).statusCode, 303)
    const at = /(\/administration\/agents\/import\/\d+)\/faire/.exec((await read()).body)?.[1] ?? ''
    assert.equal((await bron.post(`${at}/faire`, {})).statusCode, 303)
    for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
    assert.match((await read()).body, /travaillent déjà ici, ou sont invitées/)
  })

  test('says in a sentence what is wrong with it', async () => {
    for (const [more, sentence] of [
      [{ password: 'faux' }, /refuse ce compte ou ce mot de passe/],
      [{ base: `ou=rien,${SUFFIX}` }, /n’a pas cette branche/],
      [{ filter: '(mail=personne)' }, /ne donne personne/],
    ] as const) {
      assert.equal((await save(more)).statusCode, 303)
      const reply = await read()
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, sentence)
      assert.doesNotMatch(reply.body, /est à corriger\.|lignes sont gardées/, 'there is no line')
    }
  })

  test('is not read without end: it is no place to try passwords', async () => {
    assert.equal((await save()).statusCode, 303)
    // Without asking the server each time: under another key of the installation, the password is lost.
    await parvis.db.write(system, (tx) =>
      sql`update organisation.directory set password = 'autre'::bytea`.execute(tx.q),
    )
    let reply = await read()
    assert.match(reply.body, /mot de passe enregistré ne s’ouvre plus/)
    for (let turn = 0; turn < LIMITS.directoryReadings.limit && reply.statusCode !== 429; turn += 1)
      reply = await read()
    assert.equal(reply.statusCode, 429)
    assert.match(reply.body, /lu vingt fois en une heure/)
  })

  test('is forgotten when its address is emptied', async () => {
    assert.equal((await save({ address: '' })).statusCode, 303)
    assert.equal((await bron.post(`${HERE}/lecture`, {})).statusCode, 404)
  })
})

test('where the operator allows no directory, none is spoken of', async () => {
  const parvis = await createTestApp()
  const bron = await parvis.signedInAs('admin.bron@parvis.example')
  assert.equal((await bron.get(HERE)).statusCode, 404)
  const { body } = await bron.get('/administration/agents/import')
  assert.doesNotMatch(body.slice(body.indexOf('<main')), /annuaire/i)
  await parvis.close()
})
