// One pass over the bytes, whatever they are: what is found does not depend on where they are cut, and what is not looked for
// costs a step a byte.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readWords, type Told } from './pdf-words.ts'
import { machineOf } from './words.ts'

function told(text: string, cuts: readonly number[] = []): string[] {
  const found: [Told, number][] = []
  const reader = readWords((...one) => found.push(one))
  const bytes = Buffer.from(text, 'latin1')
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
  let start = 0
  for (const end of ends) {
    reader.read(bytes.subarray(start, end))
    start = end
  }
  reader.end()
  return found.map(([word, at]) => `${word} ${at}`)
}

test('names end where they end, also in codes; where data starts is told to the byte', () => {
  assert.deepEqual(told('/Launch /LaunchX/First'), ['active 8', 'first 22'])
  assert.deepEqual(told('/L#61unch#20/J#61vaScrip#74'), ['active 12', 'active 27'])
  assert.deepEqual(told('/Launch#/#/Launch#6/Launch#61'), [])
  assert.deepEqual(told('##2fLaunch>'), ['active 11'])
  assert.deepEqual(told(' obj endstream\nstream \t\r\nstream\rx stream x startxref'), [
    'object 4',
    'endstream 14',
    'stream 21',
    'data 25',
    'stream 31',
    'data 32',
    'stream 40',
    'table 52',
  ])
  assert.deepEqual(told(`stream${' '.repeat(100)}\nstream${' '.repeat(101)}\n`), [
    'stream 6',
    'data 107',
    'stream 113',
    'hidden 214',
  ])
})

test('what is found does not depend on where the bytes are cut', () => {
  const pieces = fc.constantFrom(
    ...[
      '/',
      '#',
      '#4',
      '#2f',
      'Launch',
      'J#61vaScript',
      ' ',
      '\r',
      '\n',
      'stream',
      'end',
      ' obj',
      '%%E',
      'OF',
    ],
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 6 }), (parts, cuts) =>
      assert.deepEqual(told(parts.join(''), cuts), told(parts.join(''))),
    ),
  )
})

test('a machine finds what a search finds, the longest of the words that end at the same place', () => {
  const words = ['a', 'ab', 'bab', 'abba', 'bb']
  const machine = machineOf(words.map((word) => [word, word] as const))
  fc.assert(
    fc.property(fc.stringMatching(/^[abc]{0,40}$/), (text) => {
      let state = 0
      for (let end = 1; end <= text.length; end++) {
        state = machine.next[state * 256 + text.charCodeAt(end - 1)] ?? assert.fail()
        const longest = words
          .filter((word) => text.slice(0, end).endsWith(word))
          .toSorted((a, b) => b.length - a.length)[0]
        assert.equal(machine.says[(machine.found[state] ?? 0) - 1], longest)
      }
    }),
  )
})

test('each byte is looked at once, and a name that nobody looks for tells nothing', () => {
  for (const unit of [
    '/a',
    '/#4a#61#76#61#53',
    'stream',
    'stream\n',
    ' obj/ObjStm/First',
    '%%EOF ',
    '#',
    '/',
  ]) {
    const bytes = Buffer.from(unit.repeat(500))
    let [looks, tells] = [0, 0]
    const watched = new Proxy(bytes, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks++
        return Reflect.get(target, key, target) as unknown
      },
    })
    const reader = readWords(() => tells++)
    reader.read(watched)
    reader.end()
    assert.equal(looks, bytes.length, unit)
    assert.ok(tells <= 3 * 500, `${unit}: ${tells} words told`)
    if (unit.startsWith('/')) assert.equal(tells, 0)
  }
})
