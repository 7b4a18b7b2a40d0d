// Months and shares of kept promises.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { comparedShare, keptDomains, lastMonths, shareText } from './kept.ts'

describe('kept promises', () => {
  it('takes the full months before today, in the zone, over a change of year and of hour', () => {
    const months = lastMonths('2026-04-01', 'Europe/Paris')
    assert.deepEqual(
      months.map(({ month }) => month),
      ['2026-03-01', '2026-02-01', '2026-01-01', '2025-12-01', '2025-11-01', '2025-10-01'],
    )
    assert.equal(months[0]?.from.toISOString(), '2026-02-28T23:00:00.000Z')
    assert.equal(months[0]?.to.toISOString(), '2026-03-31T22:00:00.000Z')
  })

  it('groups categories by domain, the busiest first', () => {
    const parents: Record<string, string | undefined> = { trou: 'rue', tag: 'propre' }
    const category = (code: string) => {
      const parent = parents[code]
      return { code, label: code.toUpperCase(), ...(parent === undefined ? {} : { parent }) }
    }
    const byCategory = new Map([
      ['trou', { answered: 2, kept: 1 }],
      ['rue', { answered: 3, kept: 3 }],
      ['tag', { answered: 9, kept: 6 }],
    ])
    const domains = keptDomains({ day: '2026-10-01', answered: 14, kept: 10, byCategory }, { category }, 5)
    assert.deepEqual(domains, [
      { label: 'PROPRE', answered: 9, kept: 6 },
      { label: 'RUE', answered: 5, kept: 4 },
    ])
  })

  it('compares only what can be compared', () => {
    assert.equal(comparedShare({ answered: 100, kept: 90 }, { answered: 100, kept: 87 }), 3)
    assert.equal(comparedShare({ answered: 100, kept: 90 }, undefined), null)
    assert.equal(comparedShare({ answered: 100, kept: 90 }, { answered: 0, kept: 0 }), null)
  })

  it('says one answer as one answer, not as 100 %', () => {
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
    assert.equal(plain(shareText({ answered: 1, kept: 1 })), '1 sur 1')
    assert.equal(plain(shareText({ answered: 19, kept: 17 })), '17 sur 19')
    assert.equal(plain(shareText({ answered: 200, kept: 174 })), '87 %')
    assert.equal(plain(shareText({ answered: 1000, kept: 999 })), '99 %')
    assert.equal(plain(shareText({ answered: 1000, kept: 1000 })), '100 %')
    assert.equal(plain(shareText({ answered: 1000, kept: 1 })), '1 %')
    assert.equal(plain(shareText({ answered: 1000, kept: 0 })), '0 %')
    assert.equal(comparedShare({ answered: 100, kept: 90 }, { answered: 1, kept: 1 }), null)
  })
})
