// The reader of bodies against anything: what was typed comes out as typed and cleaned, what is no form is refused plainly.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, afterEach, describe, it } from 'node:test'
import fc from 'fast-check'
import type { FastifyRequest } from 'fastify'
import { PIECE, pieces } from '#test/pieces.ts'
import { anyText } from '#test/texts.ts'
import { BadInput } from '../errors.ts'
import { readBody } from './body.ts'
import { cleanText } from './clean-text.ts'
import { LIMITS as FIELDS, readQuery } from './gather.ts'
import { LIMITS } from './multipart.ts'
import { many, type Posted } from './route.ts'
import { uploadRoom } from './upload-room.ts'

const folder = mkdtempSync(join(tmpdir(), 'parvis-body-'))
const shareOf = uploadRoom()
const takes = (into = folder) => ({ folder: into, share: shareOf('192.0.2.1') })

function asked(type: string, body: string | Iterable<Buffer> | AsyncIterable<Buffer>): FastifyRequest {
  const headers = { 'content-type': type }
  const raw = Object.assign(Readable.from(typeof body === 'string' ? [] : body), { headers })
  return {
    headers,
    raw,
    ip: '192.0.2.1',
    body: typeof body === 'string' ? body : undefined,
  } as unknown as FastifyRequest
}

async function read(type: string, body: string | Buffer[]): Promise<Posted> {
  const { posted, release } = await readBody(asked(type, body), takes())
  await release()
  return posted
}

const urlencoded = (body: string) => read('application/x-www-form-urlencoded', body)
const multipart = (body: Buffer, at = body.length) =>
  read('multipart/form-data; boundary=limite', [body.subarray(0, at), body.subarray(at)])

const plainly = (reading: Promise<Posted>): Promise<Posted | null> =>
  reading.catch((error: unknown) => {
    assert.ok(error instanceof BadInput)
    return null
  })

const head = (name: string, file?: string) =>
  `--limite\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n`
const bodyOf = (parts: [name: string, value: string, file?: string][]) =>
  Buffer.from(
    `${parts.map(([name, value, file]) => `${head(name, file)}${value}\r\n`).join('')}--limite--\r\n`,
  )

const names = fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/)
const texts = anyText(200).map((text) => text.toWellFormed())
const expected = (pairs: [string, string][], name: string) =>
  pairs.filter(([one]) => one === name).map(([, value]) => cleanText(value))

describe('the reader of bodies', () => {
  after(() => rmSync(folder, { recursive: true }))
  afterEach(() => assert.deepEqual(readdirSync(folder), []))

  it('gives back every urlencoded value, in order, cleaned', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, texts), { maxLength: 40 }), async (pairs) => {
        const { values, refusal } = await urlencoded(new URLSearchParams(pairs).toString())
        assert.equal(refusal, null)
        for (const [name] of pairs) assert.deepEqual(many(values, name), expected(pairs, name))
        assert.deepEqual(new Set(Object.keys(values)), new Set(pairs.map(([name]) => name)))
      }),
    ))

  it('gives back every field of a multipart body, wherever it is cut on its way', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, texts), { maxLength: 20 }), fc.nat(), async (pairs, cut) => {
        const body = bodyOf(pairs)
        const { values } = await multipart(body, cut % body.length)
        for (const [name] of pairs) assert.deepEqual(many(values, name), expected(pairs, name))
      }),
    ))

  it('takes anything at all, or refuses it plainly', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(anyText(2000), fc.stringMatching(/^[%&=+[\]a-f0-9]{0,300}$/)),
        fc.uint8Array({ maxLength: 500 }),
        async (text, bytes) => {
          const rest = Buffer.concat([
            Buffer.from(head('a', 'b')),
            Buffer.from(bytes),
            Buffer.from('\r\n--limite'),
          ])
          for (const reading of [
            () => plainly(urlencoded(text)),
            () => plainly(multipart(Buffer.from(text))),
            () => plainly(multipart(rest)),
            () => plainly(multipart(Buffer.from(bytes))),
          ]) {
            const posted = await reading()
            for (const value of Object.values(posted?.values ?? {}).flat())
              assert.equal(cleanText(value), value)
          }
          assert.doesNotThrow(() => readQuery(`/x?${text}`))
        },
      ),
    ))

  it('cleans a text once for all', () =>
    fc.assert(fc.property(texts, (text) => assert.equal(cleanText(cleanText(text)), cleanText(text)))))

  it('keeps the accents of every language, and no tower of them', () => {
    assert.equal(
      cleanText('e\u0301te\u0301, Vie\u0323\u0302t, שָׁלוֹם'.normalize('NFD')),
      'été, Việt, שָׁלוֹם'.normalize('NFC'),
    )
    assert.ok(cleanText(`a${'\u0301\u0323'.repeat(50_000)}`).length < 40)
  })

  it('keeps no character that turns the text after it around, and those of languages read from the right', () => {
    assert.equal(cleanText('facture\u202egpj.exe, \u2066שלום\u200f\u2069'), 'facturegpj.exe, שלום\u200f')
  })

  it('refuses more values or longer names than any form has', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `n${at}=1`).join('&')
    assert.equal(Object.keys((await urlencoded(many(FIELDS.fields))).values).length, FIELDS.fields)
    await assert.rejects(urlencoded(many(FIELDS.fields + 1)), BadInput)
    await assert.rejects(urlencoded(`${'n'.repeat(FIELDS.name + 1)}=1`), BadInput)
    await assert.rejects(read(`multipart/form-data; boundary=${'-'.repeat(80)}`, []), BadInput)
  })

  it('cuts a text that is much too long, and says so', async () => {
    const text = 'é'.repeat(FIELDS.field)
    for (const { values, refusal } of [
      await urlencoded(new URLSearchParams({ a: 'x', message: `${text}é` }).toString()),
      await multipart(
        bodyOf([
          ['a', 'x'],
          ['message', `${text}é`],
        ]),
      ),
    ]) {
      assert.match(refusal ?? '', /beaucoup trop long/)
      assert.equal(values.a, 'x')
      assert.match(String(values.message), /^é{40000}/)
    }
    assert.equal((await urlencoded(`message=${'x'.repeat(FIELDS.field)}`)).refusal, null)
  })

  it('keeps what was typed beside too many files, or too heavy ones', async () => {
    const files = (count: number, bytes: number): [string, string, string][] =>
      Array.from({ length: count }, (_, at) => ['photos', 'x'.repeat(bytes), `${at}.png`])
    const few = await multipart(bodyOf([['a', 'x'], ...files(LIMITS.files, 10), ['b', 'y']]))
    assert.deepEqual([few.uploads.length, few.refusal], [10, null])
    const many = await multipart(bodyOf([['a', 'x'], ...files(LIMITS.files + 1, 10), ['b', 'y']]))
    assert.deepEqual([many.uploads, many.values.a, many.values.b], [[], 'x', 'y'])
    assert.match(many.refusal ?? '', /10 au plus/)
    const heavy = await multipart(bodyOf([...files(6, 11 * 1024 * 1024), ['b', 'y']]))
    assert.deepEqual([heavy.uploads, heavy.values.b], [[], 'y'])
    assert.match(heavy.refusal ?? '', /plus de 60\u00a0Mo/)
    const one = await multipart(bodyOf([...files(1, LIMITS.file + 1), ['b', 'y']]))
    assert.deepEqual(
      [one.uploads[0]?.tooBig, one.uploads[0]?.arrived.content, one.refusal],
      [true, null, null],
    )
  })

  it('receives ten megabytes of files on the disk, a few pieces at a time', async () => {
    const counted = pieces()
    const pdf = Buffer.from('%PDF-1.7\n')
    const body = async function* () {
      for (let at = 0; at < 4; at++) {
        yield Buffer.from(head('photos', `${at}.pdf`))
        yield* counted.source(40, pdf)
        yield Buffer.from('\r\n')
      }
      yield Buffer.from('--limite--\r\n')
    }
    const { posted, release } = await readBody(asked('multipart/form-data; boundary=limite', body()), takes())
    assert.deepEqual(
      posted.uploads.map(({ arrived: { kind, content } }) => [kind, content?.size]),
      Array.from({ length: 4 }, () => ['pdf', 40 * PIECE]),
    )
    assert.equal(readdirSync(folder).length, 4)
    assert.ok(counted.most() <= 32, `${counted.most()} pieces at once`)
    await release()
  })

  it('takes neither room nor disk where no file is asked, and reads the rest', async () => {
    const body = bodyOf([
      ['a', 'x'],
      ['photos', `%PDF-1.7\n${'x'.repeat(200_000)}`, 'a.pdf'],
      ['b', 'y'],
    ])
    const { posted, release } = await readBody(asked('multipart/form-data; boundary=limite', [body]), null)
    assert.deepEqual([posted.uploads, posted.refusal, posted.values.a, posted.values.b], [[], null, 'x', 'y'])
    assert.deepEqual(readdirSync(folder), [])
    await release()
  })

  it('says that files cannot be received, not that they came badly', async () => {
    const body = [bodyOf([['photos', `%PDF-1.7\n${'x'.repeat(200_000)}`, 'a.pdf']])]
    const reading = readBody(asked('multipart/form-data; boundary=limite', body), takes('/dev/null/nowhere'))
    await assert.rejects(reading, { status: 503 })
  })

  it('keeps nothing of a body that is cut, nor of what no form accepts', async () => {
    const pdf = bodyOf([['photos', `%PDF-1.7\n${'x'.repeat(200_000)}`, 'a.pdf']])
    await assert.rejects(multipart(pdf.subarray(0, -30)), BadInput)
    const cutOff = async function* () {
      yield pdf.subarray(0, 150_000)
      throw new Error('the line was cut')
    }
    await assert.rejects(readBody(asked('multipart/form-data; boundary=limite', cutOff()), takes()), BadInput)
    assert.deepEqual(readdirSync(folder), [])
    const { posted, release } = await readBody(
      asked('multipart/form-data; boundary=limite', [bodyOf([['photos', 'x'.repeat(200_000), 'a.pdf']])]),
      takes(),
    )
    assert.deepEqual(
      posted.uploads.map(({ arrived }) => arrived),
      [{ size: 200_000, kind: 'unknown-kind', content: null }],
    )
    await release()
  })
})
