// Authorities on screen: what they say is seen at once on their counter; a logo with a script and colours nobody can read are refused.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { importTerritory, territory } from '#territory'

const DEFINITIONS = join(import.meta.dirname, '../../../definitions')
const AUTHORITIES = '/administration/organisation/collectivites'
const NAVY = { brand: '#123456', brandStrong: '#0A1B2C' }
const SHEET = '<link rel="stylesheet" href="/theme/123456-0a1b2c.css">'
const LOGO = '<svg viewBox="0 0 10 10"><path d="M1 1h8v8z"/></svg>'

describe('authorities on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const of = async (slug: string) => {
    const place = await parvis.db.read(system, territory)
    const authority = place.authorities.find((item) => item.slug === slug)
    assert.ok(authority)
    return { ...authority, hosts: place.hostsOf(authority.id) }
  }
  async function change(who: TestBrowser, slug: string, over: Record<string, string>) {
    const { name, profile, version, hosts } = await of(slug)
    const {
      address = '',
      phone = '',
      email = '',
      website = '',
      openingText = '',
      brand = '',
      brandStrong = '',
    } = profile
    const said = { name, address, phone, email, website, openingText, brand, brandStrong }
    return who.post(`${AUTHORITIES}/${slug}`, {
      ...said,
      ...{ hosts: hosts.join('\n'), version: String(version), ...over },
    })
  }
  /** The mark of what was shown before it is kept. */
  const markOf = async (who: TestBrowser, slug: string, said: Record<string, string>): Promise<string> =>
    /name="essai" value="([^"]+)"/.exec((await change(who, slug, said)).body)?.[1] ?? ''
  const home = (host: string) => parvis.browser().get('/', { host })

  test('one changes its own and no other; it is seen at once on its counter', async () => {
    assert.doesNotMatch((await bron.get(AUTHORITIES)).body, /Mions|Métropole de Lyon<\/a>/)
    for (const slug of ['metropole', 'mions']) {
      assert.equal((await bron.get(`${AUTHORITIES}/${slug}`)).statusCode, 404)
      assert.equal((await change(bron, slug, { name: 'À nous' })).statusCode, 404)
    }
    const said = { name: 'Mairie de Bron', ...NAVY }
    const saved = await change(bron, 'bron', { ...said, essai: await markOf(bron, 'bron', said) })
    assert.equal(saved.statusCode, 303, saved.body)
    const { body } = await home('bron.localhost')
    assert.match(body, /Mairie de Bron/)
    assert.ok(body.includes(SHEET))
    assert.match(
      (await parvis.browser().get('/theme/123456-0a1b2c.css')).body,
      /--brand:#123456;--brand-strong:#0a1b2c/,
    )
    assert.match((await bron.get(`${AUTHORITIES}/bron`)).body, /atteignent 12,\d:1 et 17,\d:1 sur blanc/)
  })

  test('colours are seen on a whole page of its counter before they are kept, by nobody else', async () => {
    const colours = { brand: '#4a2c6b', brandStrong: '#2e1a45' }
    const sheet = '<link rel="stylesheet" href="/theme/4a2c6b-2e1a45.css">'
    const shown = await change(bron, 'bron', colours)
    assert.deepEqual([shown.statusCode, shown.body.includes(sheet)], [200, true])
    const at = /href="([^"]+)" target="_blank"/.exec(shown.body)?.[1] ?? ''
    const seen = (await bron.get(at)).body
    assert.match(seen, /elles ne sont pas enregistrées[^]*<h1/)
    assert.match(seen, /class="site-header"[^]*Se connecter[^]*class="site-footer"/)
    assert.ok(seen.includes(sheet) && !(await home('bron.localhost')).body.includes(sheet))
    assert.equal((await change(bron, 'bron', { phone: '04 65 71 00 58' })).statusCode, 303)
    const mions = at.replace('bron', 'mions')
    assert.deepEqual(
      [(await bron.get(mions)).statusCode, (await metropolis.get(mions)).statusCode],
      [404, 200],
    )
    for (const unread of ['ffc62e-2e1a45', '4a2c6b', 'rouge-noir']) {
      assert.equal((await bron.get(at.replace('4a2c6b-2e1a45', unread))).statusCode, 404)
      assert.equal((await parvis.browser().get(`/theme/${unread}.css`)).statusCode, 404)
    }
    const none = { brand: '', brandStrong: '' }
    const bare = await change(bron, 'bron', none)
    assert.match(bare.body, /pas encore retirées[^]*couleurs d’origine/)
    const plain = (await bron.get(/href="([^"]+)" target="_blank"/.exec(bare.body)?.[1] ?? '')).body
    assert.match(plain, /elles ne sont pas enregistrées[^]*<h1/)
    assert.doesNotMatch(plain, /href="\/theme\//)
    assert.ok((await home('bron.localhost')).body.includes(SHEET), 'they are still there')
    const gone = await change(bron, 'bron', { ...none, essai: await markOf(bron, 'bron', none) })
    assert.equal(gone.statusCode, 303)
    assert.ok(!(await home('bron.localhost')).body.includes(SHEET))
    const again = await change(bron, 'bron', { ...NAVY, essai: await markOf(bron, 'bron', NAVY) })
    assert.equal(again.statusCode, 303)
  })

  test('what nobody could read, and what could run, is refused beside it', async () => {
    const refused = async (over: Record<string, string>, said: RegExp) => {
      const { statusCode, body } = await change(bron, 'bron', over)
      assert.deepEqual([statusCode, said.test(body)], [422, true], JSON.stringify(over))
    }
    await refused({ brand: '#ffc62e' }, /id="brand-erreur"[^]*n’atteint que 1,\d:1 sur blanc[^]*7:1/)
    await refused(
      { brand: '#ffc62e', brandStrong: 'bleu nuit' },
      /id="brand-erreur"[^]*n’atteint que[^]*id="brandStrong-erreur"[^]*Écrivez une couleur comme/,
    )
    await refused({ brandStrong: '' }, /id="brandStrong-erreur"[^]*Donnez les deux couleurs/)
    await refused({ brand: 'rouge' }, /id="brand-erreur"[^]*comme #0b5a6b/)
    await refused({ website: 'javascript:alert(1)' }, /id="website-erreur"/)
  })

  test('a logo is a file, seen at once; what could run in it is refused', async () => {
    const at = `${AUTHORITIES}/bron/logo`
    const send = (name: string, content: string | Buffer, who = bron) =>
      who.upload(at, {}, [{ field: 'logo', name, bytes: Buffer.from(content) }])
    for (const content of [
      '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>',
      '<svg viewBox="0 0 1 1"><path d="M0 0" onload="alert(1)"/></svg>',
      '<svg viewBox="0 0 1 1"><a href="https://example.org"><path d="M0 0"/></a></svg>',
      '<svg viewBox="0 0 1 1"><image width="1" height="1" href="https://example.org/a.png"/></svg>',
    ]) {
      const { statusCode, body } = await send('logo.svg', content)
      assert.deepEqual([statusCode, /autre chose que des formes/.test(body)], [422, true], content)
    }
    const icon = { create: { width: 4, height: 4, channels: 4, background: '#8d2c58' } } as const
    for (const [name, content, said] of [
      ['logo.txt', 'un dessin', /id="logo-erreur"/],
      ['logo.png', '<!doctype html><title>Logo</title>', /porte le nom d’une image et n’en est pas une/],
      [
        'logo.svg',
        '<?xml version="1.0"?><!-- Generator: Adobe Illustrator --><svg viewBox="0 0 1 1"><style>.a{fill:red}</style></svg>',
        /Attributs de présentation/,
      ],
      ['logo.svg', '<svg viewBox="0 0 1 1"><text x="0">Bron</text></svg>', /transformez le texte en tracés/],
      ['logo.png', await sharp(icon).png().toBuffer(), /4 points de large et 4 de haut/],
    ] as const)
      assert.match((await send(name, content)).body, said, name)
    assert.match((await bron.upload(at, {}, [])).body, /Choisissez un fichier/)
    assert.equal((await send('logo.svg', LOGO)).statusCode, 303)
    assert.match((await home('bron.localhost')).body, /M1 1h8v8z/)
    assert.match(
      (await bron.get(at)).body,
      /class="logo-ground"[^>]*><rect[^>]*fill="#0a1b2c"/,
      'on its own colour',
    )
    const picture = { create: { width: 900, height: 600, channels: 4, background: '#8d2c58' } } as const
    assert.equal((await send('logo.png', await sharp(picture).png().toBuffer())).statusCode, 303)
    assert.match(
      (await home('bron.localhost')).body,
      /<svg viewBox="0 0 144 96" aria-hidden="true"><image width="144" height="96" href="data:image\/png;base64,/,
    )
    assert.equal((await bron.post(`${at}/retrait`, {})).statusCode, 303)
    assert.equal((await of('bron')).logoSvg, null)
    assert.equal((await bron.get(`${AUTHORITIES}/mions/logo`)).statusCode, 404)
  })

  test('host names are the metropolis’s to give, each to one authority', async () => {
    await change(bron, 'bron', { hosts: 'guichet.bron.example' })
    const { body } = await metropolis.get(`${AUTHORITIES}/bron`)
    assert.match(body, /l’essaie toutes les cinq minutes et y mène dès qu’il répond/)
    assert.deepEqual((await of('bron')).hosts, ['bron.localhost'])
    assert.equal(
      (await change(metropolis, 'bron', { hosts: 'bron.localhost\nguichet.bron.example' })).statusCode,
      303,
    )
    assert.deepEqual((await of('bron')).hosts.toSorted(), ['bron.localhost', 'guichet.bron.example'])
    const shown = (await metropolis.get(`${AUTHORITIES}/bron`)).body
    assert.match(shown, /guichet\.bron\.example ne répond pas encore/)
    assert.doesNotMatch(shown, /bron\.localhost ne répond pas encore/)
    for (const hosts of ['127.0.0.1', '0x7f.1', '127.0x1', '10.1'])
      assert.match((await change(metropolis, 'bron', { hosts })).body, /id="hosts-erreur"/, hosts)
    const taken = await change(metropolis, 'mions', { hosts: 'bron.localhost' })
    assert.match(taken.body, /id="hosts-erreur"[^]*déjà l’adresse d’une autre collectivité/)
    const main = await change(metropolis, 'mions', { hosts: new URL(parvis.config.publicUrl).hostname })
    assert.match(main.body, /id="hosts-erreur"/)
    const tried = (email: string, statement: ReturnType<typeof sql>) =>
      parvis.actor(email).then((actor) =>
        parvis.db
          .write(actor, async (tx) => {
            throw new Error(`${(await statement.execute(tx.q)).numAffectedRows ?? 0n} rows`)
          })
          .catch((error: Error) => error.message),
      )
    const [own, other] = [await of('bron'), await of('mions')]
    const ADMIN = 'admin.bron@parvis.example'
    assert.equal(
      await tried(ADMIN, sql`update territory.authority set name = 'x' where id = ${own.id}`),
      '1 rows',
    )
    assert.equal(
      await tried(ADMIN, sql`update territory.authority set name = 'x' where id = ${other.id}`),
      '0 rows',
    )
    assert.match(
      await tried(ADMIN, sql`update territory.authority set siren = 'x' where id = ${own.id}`),
      /permission denied/,
    )
    assert.match(
      await tried(
        ADMIN,
        sql`insert into territory.host (host, authority_id) values ('x.example', ${own.id})`,
      ),
      /row-level security/,
    )
    assert.equal(await tried(ADMIN, sql`delete from territory.host where authority_id = ${own.id}`), '0 rows')
  })

  test('an import leaves what was changed on screen, host names too', async () => {
    const before = await of('bron')
    const left = await parvis.db.write(system, (tx) => importTerritory(tx, DEFINITIONS))
    assert.deepEqual(await of('bron'), before)
    assert.ok(left.some(({ kind, name }) => kind === 'authority' && name === '69029'))
  })
})
