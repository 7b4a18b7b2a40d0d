// A resident with something of everything, whose name stands nowhere else: for the tests of privacy.
import assert from 'node:assert/strict'
import pg from 'pg'
import { createPerson, recordValue } from '#people'
import { addClient, readClientArguments } from '#identity'
import { system } from '#platform/actor.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'

/** Words that only this person has typed. */
export const CANARIES = {
  name: 'Zénobie Canaripatte',
  email: 'zenobie.canaripatte@courriel.example',
  phone: '06 39 98 45 17',
  address: '44 rue Canarivoie 69500 Bron',
  birthdate: '1951-07-19',
  text: 'Le lampadaire canarifeu clignote.',
  draft: '9 impasse Canaribrouillon',
  writing: 'Le canaripoteau penche aussi.',
}

export interface PrivateWorld {
  parvis: TestApp
  personId: number
  browser: TestBrowser
  /** A request of the metropolis, one of Bron. */
  refs: { metro: string; bron: string }
  /** A site of Bron, and one of the metropolis, that receive values. */
  sites: { bron: string; metro: string }
  /** SQL as the owner of the database. */
  sql<T>(text: string, values?: readonly unknown[]): Promise<T[]>
  /** The first row; the test fails without one. */
  row<T>(text: string, values?: readonly unknown[]): Promise<T>
  close(): Promise<void>
}

export async function openPrivateWorld(): Promise<PrivateWorld> {
  const parvis = await createTestApp()
  const owner = new pg.Client({ connectionString: parvis.ownerUrl })
  await owner.connect()
  const sql = async <T>(text: string, values: readonly unknown[] = []) =>
    (await owner.query(text, [...values])).rows as T[]
  const personId = await makePerson(parvis)
  const browser = await parvis.signedInAs(CANARIES.email)
  await browser.get('/aide')
  const contact = {
    residentId: personId,
    name: CANARIES.name,
    email: CANARIES.email,
    description: CANARIES.text,
  }
  const metro = await parvis.makeRequest({ ...contact, commune: '69283' })
  const bron = await parvis.makeRequest({
    ...contact,
    commune: '69029',
    service: 'eclairage-public-en-panne',
  })
  const draft = await beginForm(browser)
  await browser.post(`${draft.at}/place`, {
    'place-commune': '69283',
    'place-adresse': CANARIES.draft,
    place_kind: 'street',
  })
  await browser.post(`/suivi/${bron.ref}/brouillon`, { message: CANARIES.writing })
  await beginAnswers(parvis, bron.ref)
  const sites = { bron: await makeSite(parvis, '69029'), metro: await makeSite(parvis, '200046977') }
  for (const clientId of Object.values(sites)) await letRead(sql, personId, clientId, parvis.now())
  await parvis.db.write(system, (tx) =>
    queueMail(tx, {
      to: CANARIES.email,
      subject: 'Bonjour',
      title: 'Bonjour',
      paragraphs: [`Bonjour ${CANARIES.name}.`],
      site: { name: 'Parvis' },
      footer: 'Un essai.',
    }),
  )
  return {
    parvis,
    personId,
    browser,
    refs: { metro: metro.ref, bron: bron.ref },
    sites,
    sql,
    row: async <T>(text: string, values: readonly unknown[] = []) =>
      (await sql<T>(text, values))[0] ?? assert.fail(text),
    close: async () => {
      await owner.end()
      await parvis.close()
    },
  }
}

/** An agent has begun an answer that names the person, and a call of somebody who names them. */
async function beginAnswers(parvis: TestApp, ref: string): Promise<void> {
  const agent = await parvis.signedInAs('agent.bron@parvis.example')
  for (const [url, typed] of [
    [`/agents/demandes/${ref}/brouillon`, { ecrit: 'reply', message: `Bonjour ${CANARIES.name},` }],
    ['/agents/saisir/eclairage-public-en-panne/brouillon', { details: `Sa voisine ${CANARIES.name}` }],
  ] as const)
    assert.ok((await agent.post(url, typed)).statusCode < 400, url)
}

function makePerson({ db }: TestApp): Promise<number> {
  return db.write(system, async (tx) => {
    const personId = await createPerson(tx, { email: CANARIES.email, name: CANARIES.name })
    for (const valueId of ['phone', 'address', 'birthdate'] as const)
      await recordValue(tx, {
        personId,
        valueId,
        value: CANARIES[valueId],
        source: 'declared',
        level: 'declared',
      })
    return personId
  })
}

async function makeSite({ db, config }: TestApp, authority: string): Promise<string> {
  const typed = await readClientArguments([
    'add',
    '--authority',
    authority,
    '--sector',
    'etat-civil',
    '--name',
    `Site de ${authority}`,
    '--redirect',
    'https://site.example/retour',
    '--backchannel',
    'https://site.example/sortie',
  ])
  if (typed === null) throw new Error('a site that the command line refuses')
  return (await addClient(db, config.publicUrl, typed)).client_id
}

async function letRead(
  sql: PrivateWorld['sql'],
  personId: number,
  clientId: string,
  at: Date,
): Promise<void> {
  await sql(
    `insert into identity.consent (person_id, client_id, scopes, granted, refused, given_at, last_used_at)
    values ($1, $2, '{openid,email}', '{email}', '{}', $3, $3)`,
    [personId, clientId, at],
  )
  await sql(
    `insert into identity.artifact (model, id, payload, grant_id, person_id, client_id, expires_at)
    values ('RefreshToken', sha256($2::bytea), '{}', 'g', $1, $2, $3::timestamptz + interval '1 day')`,
    [personId, clientId, at],
  )
}
