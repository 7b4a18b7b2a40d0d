// Addresses of partners as they are kept.
import type { Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { doorForms } from './door.admin.ts'
import { openRoutes } from './open.citizen.ts'
import { partnerList } from './list.admin.ts'
import { partnerPage } from './page.admin.ts'
import { peopleForms } from './people.admin.ts'
import { partnerForms } from './partner.admin.ts'
import { placeForms } from './place.admin.ts'
import { productForms } from './product.admin.ts'

export const partnerRoutes: readonly Route[] = [
  ...adminList(partnerList),
  ...partnerForms,
  ...partnerPage,
  ...placeForms,
  ...productForms,
  ...doorForms,
  ...peopleForms,
  ...openRoutes,
]
