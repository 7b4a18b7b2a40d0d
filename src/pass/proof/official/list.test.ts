// An official list is believed by its signature alone: what is read is what was signed, and every other shape, algorithm or signer is refused.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { party } from '../document/signed-documents.fixture.ts'
import { trusting } from '../document/signed-documents.fixture.ts'
import { officialIn } from './list.ts'
import { planOf } from './plan.ts'
import { ListRefused } from './refused.ts'
import {
  contentOf,
  DSIG,
  EXCLUSIVE,
  type How,
  INCLUSIVE,
  type Listed,
  SHA256,
  signedList,
  type Signer,
  signerOf,
} from './signed-list.fixture.ts'
import { textIn } from './xml.ts'

const zone = 'Europe/Paris'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const ENC = 'http://www.w3.org/2001/04/xmlenc#'

describe('an official list of trust', () => {
  const [tax, water] = [party('FR05', 'TAX1'), party('FR03', 'EAU1')]
  let signer: Signer
  let providers: Listed[]
  let content: string
  let now: Date
  before(() => {
    // After what is made here, however long the other files of the run took.
    now = new Date(Date.now() + 60_000)
    signer = signerOf('Liste')
    providers = [
      { id: 'FR05', name: 'Impôts & Cie', certificate: tax.above },
      { id: 'FR03', name: 'Eau', certificate: water.above, status: 'revoked', since: '2026-03-01T23:00:00Z' },
    ].map((one) => ({ ...one, name: one.name.replace('&', '&amp;') }))
    content = contentOf({ sequence: 22, providers })
  })

  const read = (text: string, by: Signer = signer, at = now) =>
    officialIn(text, { signer: by.certificate, now: at, zone })
  const why = (text: string, by: Signer = signer, at = now): string => {
    try {
      read(text, by, at)
      return 'taken'
    } catch (error) {
      if (!(error instanceof ListRefused)) throw error
      return error.reason
    }
  }
  const signed = (how: How = {}, by = signer) => signedList(content, by, how)

  test('is read as it was signed, in the shapes in which lists are', () => {
    const shapes: How[] = [
      {},
      { canonical: INCLUSIVE },
      { leaves: 'enveloped' },
      { leaves: 'enveloped', canonical: INCLUSIVE },
      { uri: '#liste', rootId: 'liste' },
      { digest: { uri: `${MORE}sha384`, hash: 'sha384' } },
      {
        digest: { uri: `${ENC}sha512`, hash: 'sha512' },
        method: { uri: `${MORE}rsa-sha512`, hash: 'sha512' },
      },
    ]
    for (const how of shapes)
      assert.deepEqual(
        read(signed(how)),
        {
          sequence: 22,
          operator: 'Agence des listes',
          issuedOn: '2026-11-02',
          nextUpdate: '2027-05-02',
          authorities: [
            { id: 'FR05', name: 'Impôts & Cie', certificate: tax.above },
            // It ended at midnight in Paris: the day before is its last.
            { id: 'FR03', name: 'Eau', certificate: water.above, until: '2026-03-01' },
          ],
        },
        JSON.stringify(how),
      )
    const curve = signerOf('Courbe', 'ec')
    const by = { method: { uri: `${MORE}ecdsa-sha256`, hash: 'sha256' } }
    assert.equal(read(signedList(content, curve, by), curve).sequence, 22)
    assert.equal(
      'nextUpdate' in read(signedList(contentOf({ sequence: 22, next: '', providers }), signer)),
      false,
    )
  })

  test('of a foreign signer, of one who is over, or changed by one letter is refused', () => {
    const other = signerOf('Autre')
    assert.equal(why(signed({}, other)), 'signature')
    // What it says of its own certificate counts for nothing.
    assert.equal(why(signedList(content, { key: other.key, certificate: signer.certificate })), 'signature')
    assert.equal(why(signed(), signer, new Date(now.getTime() + 400 * 86_400_000)), 'signer')
    assert.equal(why(signed(), signer, new Date(now.getTime() - 86_400_000)), 'signer')
    const changes: [string, string][] = [
      ['FR05', 'FR06'],
      ['revoked', 'inaccord'],
      ['>22<', '>23<'],
      ['09:00:00Z', '09:00:01Z'],
      ['<tsl:TrustServiceProviderList>', '<tsl:TrustServiceProviderList><tsl:TrustServiceProvider/>'],
    ]
    for (const [from, to] of changes) assert.equal(why(signed().replace(from, to)), 'signature', from)
    assert.equal(why(signed().replace(/<ds:SignatureValue>.{8}/, '<ds:SignatureValue>AAAAAAAA')), 'signature')
  })

  test('by any other algorithm is refused, SHA-1 first', () => {
    const sha1 = { uri: `${DSIG}sha1`, hash: 'sha1' }
    assert.equal(why(signed({ digest: sha1 })), 'algorithm')
    assert.equal(why(signed({ method: { uri: `${DSIG}rsa-sha1`, hash: 'sha1' } })), 'algorithm')
    assert.equal(
      why(signed({ digest: { uri: 'http://www.w3.org/2001/04/xmldsig-more#md5', hash: 'md5' } })),
      'algorithm',
    )
    assert.equal(why(signed({ digest: { ...SHA256, uri: '__proto__' } })), 'algorithm')
    for (const uri of [`${DSIG}hmac-sha1`, `${MORE}hmac-sha256`, 'toString'])
      assert.equal(why(signed({ method: { uri, hash: 'sha256' } })), 'algorithm', uri)
    // A curve's name over an RSA key.
    assert.equal(why(signed({ method: { uri: `${MORE}ecdsa-sha256`, hash: 'sha256' } })), 'signature')
    for (const canonical of [`${EXCLUSIVE}WithComments`, `${INCLUSIVE}#WithComments`, 'urn:autre'])
      assert.equal(why(signed({ canonical })), 'algorithm', canonical)
  })

  test('comments change nothing of what is read, and stand nowhere in the signature', () => {
    const cut = signed().replace(
      /FR05<\/tsl:Name><\/tsl:TSPTradeName>/,
      'FR<!-- x -->05</tsl:Name></tsl:TSPTradeName>',
    )
    assert.notEqual(cut, signed())
    assert.deepEqual(read(cut), read(signed()))
    assert.equal(why(signed().replace('<ds:DigestValue>', '<ds:DigestValue><!-- x -->')), 'unsigned')
    assert.equal(why(signed().replace('<ds:SignatureValue>', '<ds:SignatureValue><!---->')), 'unsigned')
  })

  test('what was signed is not wrapped in what was not', () => {
    const evil = content.replaceAll('FR05', 'FR66')
    const root = (inside: string, id = '') =>
      `<tsl:TrustServiceStatusList xmlns:ds="${DSIG}" xmlns:tsl="http://uri.etsi.org/02231/v2#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"${id} TSLTag="http://uri.etsi.org/02231/TSLTag">${inside}</tsl:TrustServiceStatusList>`
    const byId = signed({ uri: '#liste', rootId: 'liste' })
    const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(byId)?.[0] ?? ''
    const unsigned = byId.replace(signature, '').replace(/^<\?.*\?>\n/, '')
    // The signed list stands inside another, whose signature points to it.
    assert.equal(why(root(evil + unsigned + signature)), 'unsigned')
    assert.equal(
      why(root(evil + signature.replace('</ds:Object>', `</ds:Object><ds:Object>${unsigned}</ds:Object>`))),
      'unsigned',
    )
    assert.equal(why(root(evil + unsigned + signature, ' Id="liste"')), 'signature')
    assert.equal(why(root(evil + root(content + signature, ' Id="liste"'))), 'unsigned')
    // The signature elsewhere than at its place, twice, or none.
    assert.equal(
      why(signed().replace(/<ds:Signature .*<\/ds:Signature>/s, (all) => `<tsl:Extra>${all}</tsl:Extra>`)),
      'unsigned',
    )
    assert.equal(why(signed().replace(/<ds:Signature .*<\/ds:Signature>/s, (all) => all + all)), 'unsigned')
    assert.equal(why(signed().replace(/<ds:Signature .*<\/ds:Signature>/s, '')), 'unsigned')
    // Two pieces of information, of which one alone would be signed.
    assert.equal(why(signed().replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/s, (all) => all + all)), 'unsigned')
    const hidden = `<ds:Object><ds:SignatureMethod Algorithm="${MORE}rsa-sha256"></ds:SignatureMethod></ds:Object>`
    assert.equal(why(signed().replace('<ds:Object>', `${hidden}<ds:Object>`)), 'unsigned')
    // What is left out is the signature, and nothing else.
    for (const path of [
      '/descendant::tsl:TrustServiceProvider',
      '/descendant::*',
      '/descendant::xades:Signature',
    ])
      assert.equal(why(signed().replace('/descendant::ds:Signature', path)), 'unsigned', path)
    assert.equal(why(signed().replace('Filter="subtract"', 'Filter="intersect"')), 'unsigned')
    assert.equal(why(signed({ uri: '#xades-id-1' })), 'unsigned')
    assert.equal(why(signed().replace(' URI=""', '')), 'unsigned')
    assert.equal(why(signed({ uri: 'http://liste.example/' })), 'unsigned')
    const elsewhere = signed().replace(
      'Type="http://uri.etsi.org/01903#SignedProperties" URI="#xades-id-1"',
      'URI="#id-1"',
    )
    assert.equal(why(elsewhere), 'unsigned')
    // Two lists in one file.
    assert.equal(why(signed() + signed().replace(/^<\?.*\?>\n/, '')), 'xml')
  })

  test('XML that declares, repeats or grows is refused before it is read', () => {
    const declared = (what: string) => signed().replace('?>', `?>${what}`)
    assert.equal(why(declared('<!DOCTYPE a SYSTEM "file:///etc/passwd">')), 'doctype')
    assert.equal(why(declared('<!DOCTYPE a [<!ENTITY b "c">]>')), 'doctype')
    assert.equal(why(declared('<!doctype a>')), 'doctype')
    assert.equal(why(signed().replace('FR05', '<![CDATA[FR05]]>')), 'doctype')
    assert.equal(why(signed().replace('FR05', '&autre;')), 'xml')
    assert.equal(why(declared('<?xml-stylesheet href="a"?>')), 'xml')
    assert.equal(why(signed().replace('UTF-8', 'UTF-16')), 'xml')
    assert.equal(why(signed().replace('</tsl:TrustServiceProviderList>', '')), 'xml')
    assert.equal(why(''), 'xml')
    assert.equal(why('<a/>'), 'unsigned')
    assert.equal(why(`<a>${'<b>'.repeat(5000)}${'</b>'.repeat(5000)}</a>`), 'xml')
    assert.equal(why(`<a>${'<b/>'.repeat(30_000)}</a>`), 'size')
    assert.equal(why(`<a b="${'c'.repeat(30_000)}"/>`), 'xml')
    assert.equal(why('a'.repeat(600_000)), 'size')
    for (const bytes of [Buffer.alloc(500_001, 'a'), Buffer.from([0x3c, 0xff, 0xfe])])
      assert.throws(() => textIn(bytes), ListRefused)
  })

  test('signed, and no list of trust: refused', () => {
    assert.equal(why(signed({ space: 'http://uri.etsi.org/02231/v3#' })), 'shape')
    const shapes = [
      contentOf({ sequence: 22, providers: [...providers, ...providers] }),
      contentOf({ sequence: 22, providers: [{ id: 'FR05', name: 'Impôts', certificate: 'QUJD' }] }),
      contentOf({ sequence: 22, providers: [{ id: 'Une marque', name: 'Impôts', certificate: tax.above }] }),
      contentOf({ sequence: -1, providers }),
      contentOf({ sequence: 22, issued: 'hier', providers }),
      content.replace(/<tsl:NextUpdate>.*<\/tsl:NextUpdate>/, ''),
      content.replace(/<tsl:ServiceStatus>[^<]*<\/tsl:ServiceStatus>/, ''),
    ]
    for (const [at, shape] of shapes.entries())
      assert.equal(why(signedList(shape, signer)), 'shape', String(at))
  })

  test('adds, changes and ends, and keeps what was given by hand', () => {
    const other = party('FR09', 'AUT1')
    const renewed = party('FR05', 'TAX2')
    const kept = { ...trusting(tax, water, other), signer: signer.certificate }
    const official = read(
      signedList(
        contentOf({
          sequence: 23,
          providers: [
            { id: 'FR05', name: 'FR05', certificate: renewed.above },
            {
              id: 'FR03',
              name: 'Eau',
              certificate: water.above,
              status: 'suspended',
              since: '2026-03-01T23:00:00Z',
            },
            { id: 'FR07', name: 'Nouveau', certificate: party('FR07', 'NEW1').above },
          ],
        }),
        signer,
      ),
    )
    const { list, added, changed, ended } = planOf(kept, official, '2026-11-29')
    assert.deepEqual(
      added.map(({ id }) => id),
      ['FR07'],
    )
    assert.deepEqual(
      ended.map(({ id, until }) => [id, until]),
      [
        ['FR03', '2026-03-01'],
        ['FR09', '2026-11-02'],
      ],
    )
    assert.deepEqual(
      changed.map(({ authority, sentences }) => [authority.id, sentences.length]),
      [
        ['FR05', 2],
        ['FR03', 1],
      ],
    )
    // What an old certificate gave is believed no more; the rest stays.
    assert.deepEqual(
      list.authorities.map(({ id, certificates }) => [id, certificates.length]),
      [
        ['FR05', 0],
        ['FR03', 1],
        ['FR07', 0],
        ['FR09', 1],
      ],
    )
    assert.equal(list.signer, signer.certificate)
    const again = planOf(list, official, '2026-11-29')
    assert.deepEqual([again.added, again.changed, again.ended], [[], [], []])
  })
})
