// The national register, as the State publishes it: what would change is read first, done, undone; every fault has its line; neither birth
// nor profession is anywhere afterwards.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import type { Authority } from '#territory'
import { IMPORT_AT } from './words.ts'
import { BIRTH, COUNCILLORS, type Elected, file, PROFESSION } from './register.fixture.ts'
import { registerIn } from './register.ts'

const HERE = '/administration/instances'

describe('the national register of elected members', () => {
  let parvis: TestApp
  let bron: TestBrowser
  let owner: pg.Client
  before(async () => {
    parvis = await createTestApp()
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const send = (bytes: Buffer, by = bron) =>
    by.upload(IMPORT_AT, {}, [{ field: 'file', name: 'elus.csv', bytes, type: 'text/csv' }])
  const sitting = async (): Promise<string[]> => {
    const { rows } = await owner.query<{ said: string }>(
      `select m.name || ' ' || s.post || coalesce(' ' || s.rank, '') as said from bodies.sitting($1::date) s0
       join bodies.seat s on s.id = s0.seat_id join bodies.member m on m.id = s.member_id join bodies.body b on b.id = s0.body_id
       where b.name = 'Conseil municipal de Bron' order by s.post, s.rank, m.name`,
      [parvis.now()],
    )
    return rows.map(({ said }) => said)
  }
  /** Of the term of today, in their order: « Hélène Saunier mayor 2026-03-21 2026-11-22 ». */
  const history = async (): Promise<string[]> => {
    const { rows } = await owner.query<{ said: string }>(
      `select concat_ws(' ', m.name, s.post, s.rank, s.delegation, s.first_day, s.last_day) as said
       from bodies.seat s join bodies.member m on m.id = s.member_id join bodies.term t on t.id = s.term_id
       join bodies.body b on b.id = t.body_id where b.name = 'Conseil municipal de Bron' order by 1`,
    )
    return rows.map(({ said }) => said)
  }
  const run = async (address: string, by = bron): Promise<string> => {
    const begun = await by.post(address, {})
    assert.equal(begun.statusCode, 303, begun.body)
    await parvis.runJobs()
    return (await by.get(String(begun.headers.location))).body
  }
  /** The council of Bron as a file would say it. */
  const council = async (): Promise<Elected[]> => {
    const { rows } = await owner.query<{ name: string; post: string; rank: number | null }>(
      `select m.name, s.post, s.rank from bodies.seat s join bodies.member m on m.id = s.member_id join bodies.term t on t.id = s.term_id
       join bodies.body b on b.id = t.body_id where b.name = 'Conseil municipal de Bron' and s.last_day is null order by s.id`,
    )
    const words: Record<string, string> = { mayor: 'Maire', councillor: '' }
    return rows.map(({ name, post, rank }) => ({
      code: '69029',
      name: name.slice(name.indexOf(' ') + 1).toUpperCase(),
      given: name.slice(0, name.indexOf(' ')),
      post: words[post] ?? (rank === 1 ? '1er adjoint au Maire' : `${rank}ème adjoint au Maire`),
    }))
  }

  test('what changes is read first; then done, told, and undone as one', async () => {
    const all = await council()
    const first = await sitting()
    const same = await send(file(all))
    assert.equal(same.statusCode, 422)
    assert.match(same.body, /ne change rien/)
    const gone = all.at(-1) ?? assert.fail()
    const promoted = all.at(-2) ?? assert.fail()
    const rows = [
      ...all.slice(0, -2),
      { ...promoted, post: '13ème adjoint au Maire' },
      { code: '69029', name: 'ESSAI-NOUVEAU', given: 'Jeanne', since: '01/10/2026' },
      { code: '69283', name: 'AILLEURS', given: 'Mions' },
    ]
    const read = await send(file(rows, '\t'))
    assert.equal(read.statusCode, 303, read.body)
    const at = String(read.headers.location)
    const shown = (await bron.get(at)).body
    assert.match(
      shown,
      /3\s*changements[^]*Ne siège plus[^]*Fonction changée[^]*13e rang[^]*Jeanne Essai-Nouveau/,
    )
    assert.doesNotMatch(shown, /Ailleurs/)
    assert.match(shown, /1\s*personne cesse de siéger[^]*vérifiez qu’il est entier/)
    assert.deepEqual(await sitting(), first, 'nothing is done yet')
    assert.equal((await (await parvis.signedInAs('admin@parvis.example')).get(at)).statusCode, 404)
    assert.match(await run(`${at}/faire`), /Jeanne Essai-Nouveau/)
    const after = await sitting()
    assert.ok(after.includes('Jeanne Essai-Nouveau councillor'))
    assert.ok(after.some((said) => said.endsWith('deputy 13')))
    assert.ok(!after.some((said) => said.toUpperCase().includes(gone.name)))
    assert.equal((await bron.post(`${at}/faire`, {})).statusCode, 409)
    assert.deepEqual(await sitting(), after, 'asked twice, it is once')
    await run(`${at}/annulation`)
    assert.deepEqual(await sitting(), first)
    assert.match((await bron.get(at)).body, /Cet import est défait/)
  })

  test('an election begins a term; the one before ends the day before', async () => {
    const rows = (await council()).map((row) => ({ ...row, since: '22/11/2026' }))
    const at = String((await send(file(rows))).headers.location)
    assert.match((await bron.get(at)).body, /Nouvelle mandature/)
    await run(`${at}/faire`)
    const { rows: terms } = await owner.query<{ days: string }>(
      `select t.first_day || ' ' || coalesce(t.last_day::text, '') as days from bodies.term t join bodies.body b on b.id = t.body_id
       where b.name = 'Conseil municipal de Bron' order by 1`,
    )
    assert.deepEqual(
      terms.map(({ days }) => days),
      ['2026-03-21 2026-11-21', '2026-11-22 '],
    )
    assert.equal((await sitting()).length, 43)
    await run(`${at}/annulation`)
    assert.equal((await sitting()).length, 43)
  })

  test('posts that change hands in mid-term are left before they are taken, and history keeps who held them', async () => {
    const all = await council()
    const first = await history()
    const [mayor, one, two] = ['Maire', '1er adjoint au Maire', '2ème adjoint au Maire'].map(
      (post) => all.find((row) => row.post === post) ?? assert.fail(post),
    )
    const full = (row?: Elected): string =>
      first.find((said) => said.toUpperCase().includes(row?.name ?? ' ')) ?? ''
    const nameOf = (row?: Elected): string => full(row).split(/ (?:mayor|deputy)/)[0] ?? ''
    const as = (row: Elected, post: string): Elected => ({ ...row, post })
    const changed = all
      .filter((row) => row !== mayor)
      .map((row) =>
        row === one
          ? as(row, 'Maire')
          : as(
              row,
              (row.post ?? '').replace(/^(\d+)\S*/, (_, rank) => `${Number(rank) - 1}ème`),
            ),
      )
    const at = String((await send(file(changed))).headers.location)
    assert.match((await bron.get(at)).body, /Elle siège aujourd’hui et ce fichier ne la nomme pas/)
    assert.match(await run(`${at}/faire`), /1\s*conseil sur 1/)
    const said = await sitting()
    assert.equal(said.length, all.length - 1)
    assert.ok(said.includes(`${nameOf(one)} mayor`))
    assert.ok(said.includes(`${nameOf(two)} deputy 1`))
    const kept = await history()
    assert.ok(kept.includes(`${full(mayor)} 2026-11-22`))
    assert.ok(kept.includes(`${full(one)} 2026-11-22`))
    // The same day again: seats that began today are as if they had never been.
    const swap = changed.map((row) =>
      row.post?.startsWith('1ème')
        ? as(row, '2ème adjoint')
        : row.post?.startsWith('2ème')
          ? as(row, '1er adjoint')
          : row,
    )
    const again = String((await send(file(swap))).headers.location)
    await run(`${again}/faire`)
    assert.ok((await sitting()).includes(`${nameOf(two)} deputy 2`))
    await run(`${again}/annulation`)
    assert.deepEqual(await sitting(), said)
    await run(`${at}/annulation`)
    assert.ok((await sitting()).includes(`${nameOf(mayor)} mayor`))
  })

  test('a file of two people ends no council of forty-three, and an election says who leaves', async () => {
    // So many imports an hour.
    parvis.advance({ hours: 1, minutes: 1 })
    const all = await council()
    const [some, rest] = [all.slice(0, 2), all.slice(2)]
    const cut = await send(file(some.map((row) => ({ ...row, since: '01/11/2026' }))))
    assert.equal(cut.statusCode, 422)
    assert.match(cut.body, /Bron[^]*nomme 2\s*personnes, il en siège 43/)
    const at = String(
      (await send(file(rest.map((row) => ({ ...row, since: '22/11/2026' }))))).headers.location,
    )
    assert.match((await bron.get(at)).body, /2\s*personnes cessent de siéger[^]*; sans /)
    await run(`${at}/faire`)
    assert.ok((await history()).some((said) => /deputy 12 jeunesse 2026-11-22/.test(said)))
    await run(`${at}/annulation`)
    assert.equal((await sitting()).length, 43)
  })

  test('people of one name are left as they are, and the rest is done', async () => {
    const all = await council()
    const place = all.findIndex(({ post }) => post === '')
    const twin = { ...(all[place] ?? assert.fail()), birth: '05/06/1980' }
    const rows = [...all, twin, { code: '69029', name: 'SEUL', given: 'Luc', since: '01/10/2026' }]
    const at = String((await send(file(rows))).headers.location)
    assert.match(
      (await bron.get(at)).body,
      new RegExp(
        `Ce qui est laissé[^]*Lignes ${place + 2} et 45, Ville de Bron[^]*Rien n’est fait de ce nom[^]*Appliquer 1\\s*changement`,
      ),
    )
    await run(`${at}/faire`)
    assert.equal((await sitting()).length, 44)
    await run(`${at}/annulation`)
  })

  test('what cannot be taken back is said, and asked again', async () => {
    await owner.query(`delete from bodies.body where name = 'Conseil municipal de Mions'`)
    const admin = await parvis.signedInAs('admin@parvis.example')
    const elected = [{ code: '69283', name: 'TEST', given: 'Anne', post: 'Maire' }]
    const at = String((await send(file(elected), admin)).headers.location)
    await run(`${at}/faire`, admin)
    await owner.query(
      `with t as (select t.id, b.authority_id from bodies.term t join bodies.body b on b.id = t.body_id where b.name = 'Conseil municipal de Mions'),
       m as (insert into bodies.member (authority_id, name) select authority_id, 'Main Propre' from t returning id)
       insert into bodies.seat (term_id, member_id, post, first_day) select t.id, m.id, 'councillor', '2026-11-01' from t, m`,
    )
    assert.match(
      await run(`${at}/annulation`, admin),
      /Un conseil reste comme il est[^]*Quelqu’un y est inscrit/,
    )
    const shown = (await admin.get(at)).body
    assert.doesNotMatch(shown, /Cet import est défait/)
    assert.match(shown, /1\s*conseil est changé[^]*Défaire cet import/)
    await owner.query(`delete from bodies.member where name = 'Main Propre'`)
    await run(`${at}/annulation`, admin)
    assert.match((await admin.get(at)).body, /Cet import est défait/)
  })

  test('a council that is not there yet is made, and goes with the import', async () => {
    await owner.query(`delete from bodies.body where name = 'Conseil municipal de Mions'`)
    const admin = await parvis.signedInAs('admin@parvis.example')
    const elected = [
      { code: '69283', name: 'TEST', given: 'Anne', post: 'Maire' },
      { code: '69283', name: 'TEST', given: 'Luc' },
    ]
    const at = String((await send(file(elected), admin)).headers.location)
    await run(`${at}/faire`, admin)
    const mions = `${HERE}?q=${encodeURIComponent('Conseil municipal de Mions')}`
    assert.match((await admin.get(mions)).body, /Conseil municipal de Mions[^]*Anne Test[^]*>2</)
    await run(`${at}/annulation`, admin)
    assert.doesNotMatch((await admin.get(mions)).body, /Anne Test/)
  })

  test('the council of the metropolis is read from its own file, by rank', () => {
    const at = { id: 1, code: '200046977', name: 'Métropole de Lyon' } as Authority
    const head =
      'Libellé de la collectivité à statut particulier;Nom de l’élu;Prénom de l’élu;Date de naissance;Date de début du mandat;Libellé de la fonction'
    const said = ['12e vice-président du conseil', 'Président du conseil', '', 'Autre membre du bureau']
    const lines = said.map(
      (post, n) => `METROPOLE DE LYON;D’ESSAI ${'ABCD'[n]};JEAN-PAUL;${BIRTH};2026-04-03;${post}`,
    )
    const { rows, problems, left } = registerIn(
      [head, ...lines, `AILLEURS;A;B;${BIRTH};2026-04-03;`].join('\n'),
      [at],
      at,
      '2026-11-28',
    )
    assert.deepEqual([problems, left], [[], 1])
    assert.deepEqual(
      rows.map(({ name, post, rank }) => [name, post, rank]),
      [
        ['Jean-Paul D’Essai A', 'vice_president', 12],
        ['Jean-Paul D’Essai B', 'president', null],
        ['Jean-Paul D’Essai C', 'councillor', null],
        ['Jean-Paul D’Essai D', 'councillor', null],
      ],
    )
    assert.ok(!JSON.stringify(rows).includes('1971'))
  })

  test('mayors alone change nobody else', async () => {
    const columns = COUNCILLORS.filter((name) => name !== 'Libellé de la fonction')
    const read = await send(file([{ code: '69029', name: 'MAIRE', given: 'Nouvelle' }], ';', columns))
    assert.equal(read.statusCode, 303, read.body)
    const shown = (await bron.get(String(read.headers.location))).body
    assert.match(shown, /2\s*changements[^]*Hélène Saunier, Maire[^]*Nouvelle Maire, Maire/)
  })

  test('what is wrong is said with its line, and nothing is kept', async () => {
    const wrong: [Buffer, RegExp][] = [
      [Buffer.from('Nom;Prénom\nEssai;Jeanne'), /pas un fichier du répertoire/],
      [file([{ code: '69283', name: 'A', given: 'B' }]), /Aucune ligne de ce fichier/],
      [file([{ code: '69029', name: 'A', given: 'B', since: '31/02/2026' }]), /Ligne 2.+n’est pas un jour/],
      [file([{ code: '69029', name: '', given: 'B' }]), /Ligne 2.+le nom manque/],
      [
        file([{ code: '69029', name: 'A', given: 'B', post: 'Roi' }]),
        /fonction n’est pas connue \(«\u00a0Roi/,
      ],
      [
        file([{ code: '69029', name: '=HYPERLINK', given: '@sum(1)' }]),
        /Ligne 2.+un nom n’a que des lettres/,
      ],
      [file([{ code: '69029', name: 'A', given: 'B', since: '01/01/2099' }]), /Ligne 2.+n’a pas commencé/],
      [
        file(['B', 'C'].map((given) => ({ code: '69029', name: 'A', given, post: 'Roi' }))),
        /2 lignes sont à corriger[^]*Ligne 2[^]*Ligne 3/,
      ],
    ]
    for (const [bytes, sentence] of wrong) {
      const reply = await send(bytes)
      assert.equal(reply.statusCode, 422, String(sentence))
      assert.match(reply.body, sentence)
      assert.match(reply.body, /Rien n’est gardé de ce fichier/)
      assert.doesNotMatch(reply.body, new RegExp(`${BIRTH}|${PROFESSION}`))
    }
  })

  test('neither birth nor profession is kept anywhere', async () => {
    const { rows: tables } = await owner.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'`,
    )
    assert.ok(tables.length > 50)
    for (const { name } of tables) {
      const { rows } = await owner.query(
        `select from ${name} t where t::text like '%' || $1 || '%' or t::text like '%1971-04-03%' or t::text like '%' || $2 || '%' limit 1`,
        [BIRTH, PROFESSION],
      )
      assert.equal(rows.length, 0, name)
    }
    assert.match((await bron.get(HERE)).body, /Importer le répertoire des élus/)
  })
})
