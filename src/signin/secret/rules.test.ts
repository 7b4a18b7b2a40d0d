// Passwords: long is enough, unless guessers try it first.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { LEAST_LENGTH, passwordProblem } from './rules.ts'

const ABOUT = ['Camille Essai', 'camille.essai@parvis.example', 'Métropole de Lyon']
const problem = (password: string) => passwordProblem(password, ABOUT)

describe('password rules', () => {
  test('long passwords of any composition are accepted', async () => {
    for (const good of [
      'parvis-demo-2026',
      'quatre chevaux dans le vent',
      'aaaab bbbbc 99',
      'ßçœ’ – 東京タワー 駅',
      'trois poules sur un mur',
      'le motdepasse du chien',
      '  des espaces au bord  ',
    ])
      assert.equal(await problem(good), null, good)
  })

  test('length counts characters, from 12 to 1,000', async () => {
    assert.match((await problem('onze.carac1')) ?? '', /au moins 12 caractères/)
    assert.match((await problem('🐎🌳🐎🌳🐎🌳')) ?? '', /au moins 12/)
    // « é » is one character, however the keyboard writes it.
    assert.match((await problem('été épié ici'.slice(0, 11).normalize('NFD'))) ?? '', /au moins 12/)
    const phrase = 'quatre chevaux dans le vent, trois poules sur un mur. '
    assert.equal(await problem(phrase.repeat(20).slice(0, 64)), null)
    assert.equal(await problem(phrase.repeat(20).slice(0, 1000)), null)
    assert.match((await problem(phrase.repeat(20).slice(0, 1001))) ?? '', /1000 caractères au plus/)
  })

  test('what guessers try first is refused, dressed up or not', async () => {
    const bad = [
      'motdepasse2026',
      'MotDePasse123!',
      'm0td3p@sse2024',
      'azertyuiop123',
      'azertyazerty',
      'bonjour.bonjour1',
      '!!jetaimefort!!',
      'password1234',
      'Passw0rd2026!',
      'aaaaaaaaaaaa',
      '123412341234',
      '123456789012',
      'abcdefghijkl',
      'administrateur',
      'olympiquelyonnais69',
      'bonjour2026bonjour2026',
      '000000000000',
      'qwertyuiop[]12',
      'éléphantéléphant',
      `${'x'.repeat(11)}yz7kq`,
    ]
    for (const one of bad)
      assert.match((await problem(one)) ?? '', /trop facile à deviner|listes volées/, one)
  })

  test('what is known of the person is no password: name, address, site, platform', async () => {
    const bad = [
      'Camille.Essai@parvis.example',
      'camille.essai',
      'CamilleEssai1987',
      'essai-essai-essai',
      'Métropole de Lyon 69',
      'parvis parvis parvis 12345',
    ]
    for (const one of bad) assert.match((await problem(one)) ?? '', /tient trop à votre nom/, one)
    assert.equal(await problem('Camille aime les chevaux du vent'), null)
    assert.equal(await passwordProblem('un essai de chevaux', []), null)
  })

  test('each of the 3,000 most used passwords that are long enough is refused, in any letter case', async () => {
    const lines = readFileSync(new URL('most-used.fixture.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n')
    assert.equal(lines.length, 3000)
    for (const line of lines) {
      assert.ok([...line].length >= LEAST_LENGTH)
      assert.notEqual(await problem(line), null, line)
      assert.notEqual(await problem(line.toUpperCase()), null, line)
    }
  })
})
