// Numbers and codes on paper: what is made, what is read again however it is typed, what is refused.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newPaperCode, readPaperCode, showPaperCode } from './code.ts'
import { newNumber, readNumber, showNumber } from './number.ts'
import { dayTyped, problemsWith } from './values.ts'

describe('what is on the paper', () => {
  test('a number is read however it is said', () => {
    for (let times = 0; times < 50; times++) {
      const number = newNumber()
      assert.match(number, /^[1-9]\d{9}$/)
      const shown = showNumber(number)
      assert.match(shown, /^\d{3}\u00a0\d{3}\u00a0\d{4}$/)
      for (const typed of [
        number,
        shown,
        shown.replaceAll('\u00a0', '-'),
        ` ${number.replaceAll('0', 'o')} `,
      ])
        assert.equal(readNumber(typed), number)
    }
  })

  test('a wrong digit, two neighbours exchanged, a digit too few or too many are seen', () => {
    const number = '4829156030'
    const right = [...'0123456789']
      .map((last) => number.slice(0, 9) + last)
      .find((one) => readNumber(one) !== null)
    assert.ok(right)
    for (let at = 0; at < 10; at++)
      for (const digit of '0123456789') {
        const typed: string = right.slice(0, at) + digit + right.slice(at + 1)
        assert.equal(readNumber(typed), digit === right[at] ? right : null, typed)
      }
    let exchanged = 0
    for (let at = 0; at < 9; at++) {
      const [a = '', b = ''] = [right[at], right[at + 1]]
      if (a !== b && readNumber(right.slice(0, at) + b + a + right.slice(at + 2)) !== null) exchanged++
    }
    assert.ok(exchanged <= 1, 'MOD 11,10 misses at most a rare exchange')
    for (const typed of ['', right.slice(1), `${right}1`, 'bonjour', `0${right.slice(1)}`])
      assert.equal(readNumber(typed), null)
  })

  test('a code of 80 bits is read in any case, with any separator, look-alikes as what they look like', () => {
    const codes = new Set(Array.from({ length: 200 }, newPaperCode))
    assert.equal(codes.size, 200)
    for (const code of codes) {
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{16}$/)
      const shown = showPaperCode(code)
      assert.match(shown, /^(\w{4}-){3}\w{4}$/)
      for (const typed of [
        shown,
        shown.toLowerCase(),
        shown.replaceAll('-', ' '),
        code.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('V', 'u'),
      ])
        assert.equal(readPaperCode(typed), code)
    }
    for (const typed of ['', 'K7RD-4MWQ', 'K7RD-4MWQ-9TZ2-B3X!', 'K7RD4MWQ9TZ2B3XHA'])
      assert.equal(readPaperCode(typed), null)
  })

  test('a date of birth in three boxes: whole, presumed, absent, impossible, to come', () => {
    assert.equal(dayTyped({ day: '4', month: '11', year: '1956' }), '1956-11-04')
    assert.equal(dayTyped({ day: '', month: ' ', year: '' }), null)
    const wrong = (day: string, month: string, year: string) =>
      problemsWith('naissance', 'birthdate', dayTyped({ day, month, year }), '2026-11-23').length
    assert.equal(wrong('14', '11', '1956'), 0)
    assert.equal(wrong('0', '0', '1956'), 0)
    for (const [day, month, year] of [
      ['31', '2', '1956'],
      ['', '11', '1956'],
      ['14', '11', '2027'],
    ] as const)
      assert.equal(wrong(day, month, year), 1, `${day} ${month} ${year}`)
  })
})
