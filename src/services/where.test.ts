// Where a text says the person is, and ways back that stay on the site.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Area, Territory } from '#territory'
import { findArea, localPath } from './where.ts'

const area = (
  code: string,
  name: string,
  postcodes: string[],
  authorityId: number,
  kind: Area['kind'] = 'commune',
): Area => {
  return { code, kind, name, authorityId, postcodes, population: 1, hasContour: false }
}
const areas = [
  area('10001', 'Grandville', ['10100', '10200'], 1),
  area('10101', 'Grandville 1er', ['10100'], 1, 'arrondissement'),
  area('10102', 'Grandville 2e', ['10200'], 1, 'arrondissement'),
  area('10002', 'Laval', ['10300'], 2),
  area('10003', 'Saint-Genis-Laval', ['10300'], 3),
  area('10004', 'Écueil', ['10400'], 4),
]
const territory = {
  areas,
  area: (code: string) => areas.find((item) => item.code === code),
} as unknown as Territory

describe('findArea', () => {
  const cases: [string, string | undefined][] = [
    ['10002', '10002'],
    ['LAVAL', '10002'],
    ['3, rue du Lac, saint genis laval', '10003'],
    ['ecueil', '10004'],
    ['10400', '10004'],
    ['Grandville', '10001'],
    ['2 rue Neuve 10200 Grandville', '10102'],
    ['10100', '10101'],
    ['Grandville 2e', '10102'],
    ['10300', undefined],
    ['Lavalette', undefined],
    ['', undefined],
    ['\u0000', undefined],
  ]
  for (const [text, code] of cases) {
    it(`« ${text} » is ${code ?? 'nowhere known'}`, () => assert.equal(findArea(text, territory)?.code, code))
  }
})

describe('localPath', () => {
  it('keeps paths of this site and nothing else', () => {
    assert.equal(
      localPath('/demarches?quoi=bac+jaune&ou=%C3%89cully'),
      '/demarches?quoi=bac+jaune&ou=%C3%89cully',
    )
    for (const path of ['//x.example', '/\\x.example', 'https://x.example', '', 'x', '/\n/x.example'])
      assert.equal(localPath(path), '/', path)
  })
})
