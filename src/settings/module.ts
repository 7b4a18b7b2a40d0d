// What settings bring to the program; their screens are the administration's.
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { unitValues } from './held.ts'
import { keys } from './keys.ts'
import { personal } from './personal.ts'

export const settings: Module = {
  name: 'settings',
  access,
  personal,
  keys,
  heldByUnits: [unitValues],
  carried: [
    { table: 'settings.value', rows: ITS_OWN, end: { erased: 'Réglages' } },
    {
      table: 'settings.opening',
      rows: ITS_OWN,
      end: {
        kept: 'Ce que la convention ouvrait',
        because: 'Ses jours disent quand la commune a cessé de l’utiliser.',
      },
    },
  ],
}
