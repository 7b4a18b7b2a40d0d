// The street of a text: as it was typed, and none where there is none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from '#platform/plain-words.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { stem } from '../lexicon/stem.ts'
import { streetIn } from './street.ts'

const KNOWN = new Set(
  wordsOf('nid poule trou lampadaire crèche handicapé yoga grillée lumière sale marché noire').map(stem),
)
const lexicon = { knows: (word: string) => KNOWN.has(word) } as Lexicon

const SAID: Record<string, string> = {
  'nid de poule 12 rue Garibaldi Lyon': '12 rue Garibaldi',
  'nid de poule 12 rue garibaldi': '12 rue garibaldi',
  '12 bis, avenue des Frères Lumière : lampadaire': '12 bis, avenue des Frères Lumière',
  'trou rue de la République devant la poste': 'rue de la République',
  'trou boulevard du 8 mai 1945': 'boulevard du 8 mai 1945',
  'trou 4 place de la Comédie': '4 place de la Comédie',
  'place Bellecour trou': 'place Bellecour',
  'lampadaire 7b rue sale': '7b rue sale',
  'place en crèche': '',
  'place handicapé': '',
  'cours de yoga': '',
  'la rue est toute noire le soir': '',
  'lampe de rue grillée': '',
  'une voiture dans la rue depuis 3 mois': '',
  'place du marché': '',
  rue: '',
  '': '',
}

for (const [text, street] of Object.entries(SAID))
  test(`« ${text} » says « ${street} »`, () => {
    const at = wordsOf(text).indexOf('lyon')
    const place =
      at < 0 ? { kind: 'none' as const } : { kind: 'several' as const, areas: [], from: at, to: at + 1 }
    assert.equal(streetIn(text, place, lexicon), street)
  })
