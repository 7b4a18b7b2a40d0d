// What units hold of settings: what was chosen for them alone.
import type { Possession } from '#platform/db/db.ts'
import { moveValues, restoreValues, valuesByUnit } from './queries.ts'

export const unitValues: Possession = {
  id: 'settings.value',
  one: 'réglage choisi pour elle',
  several: 'réglages choisis pour elle',
  effect: 'Ils valent pour la nouvelle unité, là où elle n’a rien choisi.',
  count: valuesByUnit,
  handing: {
    move: async (tx, from, to) => ({ from, to, ids: await moveValues(tx, from, to) }),
    giveBack: (tx, { from, to, ids }) => restoreValues(tx, ids as number[], to as number, from as number),
  },
}
