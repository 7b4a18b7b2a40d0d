// Table of the organisation.
import { z } from 'zod'
import { type Context, post, type Reply, type Route } from '#platform/http/route.ts'
import { adminForm, adminList } from '#territory'
import { AUTHORITY, CHANGE, UNIT } from './units/addresses.ts'
import { doLogo, dropLogo, logoAgain, logoInput, showLogo } from './authorities/logo.ts'
import { showInColours } from './authorities/colours.ts'
import { authoritiesList, authorityChange } from './authorities/screens.ts'
import { calendarChange, calendarsList, newCalendar } from './calendars/screens.ts'
import { doDrop, doPlan, doUndo, showChange } from './changes/changes.admin.ts'
import { reorganising } from './changes/form.ts'
import { changesList } from './changes/list.ts'
import { unitsList } from './units/list.ts'
import { newUnit, unitChange } from './units/screens.ts'
import { showUnit } from './units/unit.admin.ts'

const decided = (path: string, title: string, handle: (ctx: Context) => Promise<Reply>): Route =>
  post({
    post: `${CHANGE}/${path}`,
    action: 'unit.reorganise',
    title,
    face: 'admin',
    input: z.object({}),
    handle,
  })

export const routes: readonly Route[] = [
  ...adminList(unitsList),
  ...adminForm(newUnit),
  { get: UNIT, action: 'unit.read', title: 'Unité', face: 'admin', handle: showUnit },
  ...adminForm(unitChange),
  ...adminForm(reorganising),
  ...adminList(changesList),
  ...adminList(authoritiesList),
  ...adminForm(authorityChange),
  {
    get: `${AUTHORITY}/couleurs/:couleurs`,
    action: 'authority.change',
    title: 'Guichet dans d’autres couleurs',
    face: 'admin',
    handle: showInColours,
  },
  {
    get: `${AUTHORITY}/logo`,
    action: 'authority.change',
    title: 'Logo d’une collectivité',
    face: 'admin',
    handle: showLogo,
  },
  post({
    post: `${AUTHORITY}/logo`,
    action: 'authority.change',
    title: 'Donner un logo',
    face: 'admin',
    takesFiles: 'logos',
    input: logoInput,
    handle: doLogo,
    again: logoAgain,
  }),
  post({
    post: `${AUTHORITY}/logo/retrait`,
    action: 'authority.change',
    title: 'Retirer un logo',
    face: 'admin',
    input: logoInput,
    handle: dropLogo,
  }),
  ...adminList(calendarsList),
  ...adminForm(newCalendar),
  ...adminForm(calendarChange),
  { get: CHANGE, action: 'unit.reorganise', title: 'Réorganisation', face: 'admin', handle: showChange },
  decided('confirmation', 'Confirmer une réorganisation', doPlan),
  decided('abandon', 'Abandonner une réorganisation', doDrop),
  decided('retour', 'Défaire une réorganisation', doUndo),
]
