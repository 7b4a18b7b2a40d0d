// What thematic sections bring to the program: pages of agents that gather by subject what other modules keep.
import { type AccessTable, agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { blocks, HERE, showSection, showSections } from './pages.ts'
import { SECTIONS } from './sections.ts'

const who = agent().anywhere
const access: AccessTable = { 'section.read': [who] }

export const sections: Module = {
  name: 'sections',
  access,
  routes: [
    { get: HERE.href, action: 'section.read', title: HERE.label, face: 'agent', handle: showSections },
    {
      get: `${HERE.href}/:rubrique`,
      action: 'section.read',
      title: 'Rubrique',
      face: 'agent',
      handle: showSection,
    },
  ],
  blocks,
  settings: [SECTIONS],
  navigation: [{ menu: 'intranet', order: 24, ...HERE, who }],
}
