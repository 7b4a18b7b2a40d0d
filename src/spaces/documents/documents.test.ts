// What documents of a space say is found by its members, where it is said, with their words marked; it goes with them, and with their version.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { jobsOf } from '../../app.ts'
import { createTestApp, openWorker, runJobs, type TestApp, type TestBrowser } from '#test/app.ts'
import { docx, odt, pdf, xlsx } from '#test/documents.ts'
import { openSpace } from '../record/write.ts'

const [ADMIN, ROADS, OUTSIDE] = ['admin@parvis.example', 'voirie@parvis.example', 'agent.bron@parvis.example']

/**
 * As LibreOffice is called and answers: `--outdir`, then the document; what it makes is named after it. It makes nothing of a document
 * that says « refuse », and would speak to a network if there were one.
 */
const CONVERTER = `#!/bin/sh
while [ $# -gt 1 ]; do
  case "$1" in --outdir) out=$2 ;; -env:UserInstallation=file://*) profile=\${1#*file://} ;; esac
  shift
done
grep -q DisableMacrosExecution "$profile/user/registrymodifications.xcu" || exit 1
grep -q refuse "$1" && exit 1
[ "$(cat /proc/net/route | wc -l)" -le 1 ] || exit 1
name=$(basename "$1")
cp HERE/made.pdf "$out/\${name%.*}.pdf"
`

/** Of util-linux: a program without a network. */
const AWAY = 'unshare'

describe('a document of a space', () => {
  let parvis: TestApp
  let owner: pg.Client
  let worker: pg.Pool
  let [member, other] = [] as unknown as [TestBrowser, TestBrowser]
  let [at, converted] = ['', '']
  before(async () => {
    converted = await mkdtemp(join(tmpdir(), 'parvis-converter-'))
    const converter = join(converted, 'soffice')
    await writeFile(join(converted, 'made.pdf'), await pdf(['Feuille 1', 'Feuille 2', 'Feuille 3']))
    await writeFile(converter, CONVERTER.replace('HERE', converted), { mode: 0o755 })
    parvis = await createTestApp({ env: { PARVIS_CONVERTER: converter } })
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    worker = openWorker(parvis.ownerUrl)
    await owner.connect()
    member = await parvis.signedInAs(ROADS)
    other = await parvis.signedInAs(OUTSIDE)
    const admin = await parvis.actor(ADMIN)
    const { personId } = await parvis.actor(ROADS)
    const metropolis = (await owner.query(`select id from territory.authority where level = 'metropolis'`))
      .rows[0].id as number
    const space = await parvis.db.write(admin, (tx) =>
      openSpace(
        tx,
        {
          ...{ authorityId: metropolis, kind: 'project', name: 'Les berges', bodyId: null },
          ...{ purpose: 'Rendre les berges.', presentation: '', joining: 'invited' },
        },
        [],
      ),
    )
    await owner.query(
      `insert into spaces.admission (space_id, kind, person_id, role) values ($1, 'person', $2, 'moderator')`,
      [space, personId],
    )
    at = `/espaces/${space}/documents`
  })
  after(async () => {
    await owner.end()
    await worker.end()
    await parvis.close()
    await rm(converted, { recursive: true })
  })

  const sampleOf = async (name: string): Promise<Buffer> => {
    if (name.endsWith('.pdf')) return pdf(['1', '2', '3', '4', '5', '6', '7'].map((n) => `Planche ${n}`))
    if (name.endsWith('.txt')) return Buffer.from('Un texte')
    return odt([name.startsWith('refus') ? 'refuse' : 'La lettre'])
  }
  const read = () => runJobs(parvis.db, worker, jobsOf(parvis.config))
  const look = async (browser: TestBrowser, q: string) => {
    const { body } = await browser.get(`/rechercher?q=${encodeURIComponent(q)}`)
    return body.replace(/^.*<main/s, '')
  }
  async function file(name: string, bytes: Buffer): Promise<string> {
    const reply = await member.upload(`${at}/depot`, {}, [{ field: 'files', name, bytes }])
    assert.equal(reply.statusCode, 303, reply.body.slice(-900))
    const { rows } = await owner.query(`select id from spaces.document where name = $1`, [name])
    return String(rows[0]?.id)
  }

  test('is found by what it says, page by page, sheet by sheet; nobody else is shown, counted or offered anything', async () => {
    await file('rapport.pdf', await pdf(['Le sommaire', 'La loutre revient sur les berges', 'La fin']))
    await file('note.docx', docx(['La genette est passée par ici']))
    await file('budget.xlsx', xlsx({ Dépenses: ['Gabions'], Recettes: ['Mécénat du castor'] }))
    await file('relevé.txt', Buffer.from('La couleuvre vipérine'))
    await read()
    const found = await look(member, 'loutre')
    assert.match(found, /rapport\.pdf[^]*<b>page 2<\/b>[^]*<mark>loutre<\/mark> revient sur les berges/)
    assert.match(found, /Document de «\u00a0[^»]+\u00a0», /)
    assert.match(found, /1\srésultat</)
    assert.match(await look(member, 'sommaire loutre'), /rapport\.pdf[^]*<b>page 1<\/b>/)
    assert.match(await look(member, 'genettes'), /note\.docx[^]*<mark>genette<\/mark>/)
    assert.match(await look(member, 'castor'), /budget\.xlsx[^]*<b>feuille Recettes<\/b>/)
    assert.match(await look(member, 'couleuvre'), /relevé\.txt/)
    for (const word of ['loutre', 'loutres', 'genette', 'castor', 'couleuvre', 'genete'])
      assert.doesNotMatch(await look(other, word), /résultat|Vouliez-vous|<mark>|Documents d’espaces/)
  })

  test('is seen by its first pages once they are drawn, by its members alone; what cannot be says so', async () => {
    const documents = new Map<string, string>()
    for (const name of ['plan.pdf', 'lettre.odt', 'refus.odt', 'texte.txt'])
      documents.set(name, await file(name, await sampleOf(name)))
    const shown = async (name: string) => (await member.get(`${at}/${documents.get(name)}`)).body
    assert.match(await shown('plan.pdf'), /Aperçu en préparation/)
    await read()
    const page = await shown('plan.pdf')
    const [url = ''] = /\/fichiers\/[^"]+\/pages\/1/.exec(page) ?? []
    assert.match(page, /alt="plan\.pdf, page 1"[^]*Les pages 2 à 6, sur 7/)
    const drawn = await member.get(url)
    assert.equal(drawn.headers['content-type'], 'image/webp')
    assert.match(drawn.body.slice(0, 16), /^RIFF/)
    assert.equal((await other.get(url)).statusCode, 404)
    assert.equal((await member.get(url.replace(/1$/, '7'))).statusCode, 404)
    // Isolated, or not at all: where nobody may be kept away from the network, nothing is converted.
    const isKeptAway = [['--net', '--map-root-user'], ['--net']].some(
      (way) => spawnSync(AWAY, [...way, '--', 'true']).status === 0,
    )
    assert.match(await shown('lettre.odt'), isKeptAway ? /La lettre|Les pages 2 à 3/ : /Aperçu impossible/)
    assert.match(await shown('refus.odt'), /Aperçu impossible\u00a0: téléchargez/)
    assert.doesNotMatch(await shown('texte.txt'), /Aperçu/)
  })

  test('has the words of its last version alone, and none once it is taken away', async () => {
    const id = await file('suivi.odt', odt(['Le blaireau']))
    await read()
    const next = await member.upload(`${at}/${id}/version`, {}, [
      { field: 'files', name: 'suivi.odt', bytes: odt(['Le putois']) },
    ])
    assert.equal(next.statusCode, 303)
    await read()
    assert.match(await look(member, 'putois'), /suivi\.odt/)
    assert.doesNotMatch(await look(member, 'blaireau'), /suivi/)
    const gone = await member.get(`${at}/${id}/retrait`)
    assert.equal(gone.statusCode, 200)
    assert.equal((await member.post(`${at}/${id}/retrait`, {})).statusCode, 303)
    assert.doesNotMatch(await look(member, 'putois'), /suivi/)
    const { rows } = await owner.query(
      `select count(*)::int as n from files.reading where 'Le putois' = any (texts) or 'Le blaireau' = any (texts)`,
    )
    assert.equal(rows[0].n, 0)
  })

  test('has none of what it said before, as soon as another version is there, even one that has no words', async () => {
    const id = await file('bilan.pdf', await pdf(['Le desman des Pyrénées']))
    await read()
    assert.match(await look(member, 'desman'), /bilan\.pdf/)
    const next = await member.upload(`${at}/${id}/version`, {}, [
      { field: 'files', name: 'bilan.pdf', bytes: await pdf(['']) },
    ])
    assert.equal(next.statusCode, 303, next.body.slice(-900))
    assert.doesNotMatch(await look(member, 'desman'), /bilan/)
    await read()
    assert.doesNotMatch(await look(member, 'desman'), /bilan/)
    assert.match(await look(member, 'bilan'), /bilan\.pdf/)
  })

  test('what hides, acts or lies is refused beside the field, with what to do', async () => {
    const macro = { 'word/vbaProject.bin': 'x' }
    const locked = {
      'META-INF/manifest.xml': '<manifest:manifest><manifest:encryption-data/></manifest:manifest>',
    }
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    const cases: [name: string, bytes: Buffer, says: RegExp][] = [
      ['macro.docx', docx(['a'], macro), /contient des macros/],
      ['clos.odt', odt(['a'], locked), /protégé par un mot de passe/],
      ['ancien.doc', old, /format trop ancien|ne correspond pas à son nom/],
      ['coupé.xlsx', xlsx({ A: ['a'] }).subarray(0, 900), /abîmé/],
      ['rien.txt', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]), /ne se lit pas comme un texte/],
      ['clos.pdf', await pdf(['a'], 'b'), /mot de passe/],
    ]
    for (const [name, bytes, says] of cases) {
      const reply = await member.upload(`${at}/depot`, {}, [{ field: 'files', name, bytes }])
      assert.equal(reply.statusCode, 422, name)
      assert.match(reply.body, says, name)
    }
  })

  test('one that waited before is read by the same job, once; one that is all pictures is said to be', async () => {
    await file('scan.pdf', await pdf(['']))
    await owner.query('delete from files.reading')
    await read()
    await owner.query(`select graphile_worker.add_job('files.read', '{}')`)
    await read()
    const states = await owner.query(
      `select f.name, r.state, r.tries from files.reading r join files.file f on f.id = r.file_id order by 1`,
    )
    const stateOf = (name: string) => states.rows.find((row) => row.name === name)
    assert.deepEqual(stateOf('scan.pdf'), { name: 'scan.pdf', state: 'bare', tries: 1 })
    assert.deepEqual(stateOf('rapport.pdf'), { name: 'rapport.pdf', state: 'read', tries: 1 })
    assert.match(await look(member, 'loutre'), /rapport\.pdf/)
  })
})
