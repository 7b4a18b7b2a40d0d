// Who may do what with pictures of the library. The policies of 000800 say the same.
import { publishers } from '#people'
import { type AccessTable, anyone } from '#platform/access.ts'

export const access = {
  // The second wall says which: those of the library that they keep or may take, those of what is shown to them.
  'picture.read': [anyone],
  // The library as its keepers have it: whoever publishes for the authority.
  'picture.keep': publishers,
} satisfies AccessTable
