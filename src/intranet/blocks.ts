// Blocks of the intranet’s own: favourites, applications, and the way to what an agent chooses for themselves.
import type { Block } from '#platform/http/route.ts'
import { applicationBlock } from './applications/block.ts'
import { showFavourites } from './favourites/favourites.ts'
import { preferencesBlock } from './preferences.ts'

export const blocks: readonly Block[] = [
  { on: 'bureau', name: 'favoris', title: 'Mes favoris', order: 50, show: showFavourites },
  applicationBlock,
  preferencesBlock,
]
