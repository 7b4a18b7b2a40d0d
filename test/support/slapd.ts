// A real directory to read: OpenLDAP, as Debian gives it, on a folder and on ports of its own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'ldapts'
import { believe, certified, installOnDebian } from './certificate.ts'
import { freePort } from './port.ts'

const SLAPD = '/usr/sbin/slapd'
export const SUFFIX = 'dc=mairie,dc=example'
export const READER = { bindDn: `cn=lecture,${SUFFIX}`, password: 'lecture-2026' }

export interface TestDirectory {
  /** Its ports: encrypted from the first byte, and once asked (StartTLS). */
  secure: number
  plain: number
  /** Changes what it holds, as whoever keeps it. */
  change(act: (client: Client) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** Holds these entries (LDIF, RFC 2849); its certificate is believed by this process. */
export async function startSlapd(ldif: string): Promise<TestDirectory> {
  installOnDebian(SLAPD, 'slapd')
  const folder = await mkdtemp(join(tmpdir(), 'parvis-slapd-'))
  const at = (name: string) => join(folder, name)
  await mkdir(at('data'))
  const { key, cert } = certified()
  believe(cert)
  await writeFile(at('key.pem'), key)
  await writeFile(at('certificate.pem'), cert)
  await writeFile(at('slapd.conf'), settings(at))
  await writeFile(at('entries.ldif'), ldif)
  execFileSync('/usr/sbin/slapadd', ['-f', at('slapd.conf'), '-l', at('entries.ldif')], { stdio: 'pipe' })
  const [secure, plain] = [await freePort(), await freePort()]
  const addresses = `ldaps://127.0.0.1:${secure} ldap://127.0.0.1:${plain}`
  const server = spawn(SLAPD, ['-d', '0', '-f', at('slapd.conf'), '-h', addresses], { stdio: 'ignore' })
  await listening(server, plain)
  return {
    secure,
    plain,
    async change(act) {
      const client = new Client({ url: `ldaps://127.0.0.1:${secure}` })
      await client.bind(READER.bindDn, READER.password)
      await act(client).finally(() => client.unbind())
    },
    async close() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

// What Active Directory says of its entries, by the numbers it gives its attributes; in one class, here.
const ACTIVE_DIRECTORY = `
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'adUser' SUP top AUXILIARY MAY ( objectGUID $ userAccountControl ) )
`

const settings = (at: (name: string) => string): string => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
${ACTIVE_DIRECTORY}modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${at('certificate.pem')}
TLSCertificateKeyFile ${at('key.pem')}
database mdb
suffix "${SUFFIX}"
rootdn "${READER.bindDn}"
rootpw ${READER.password}
directory ${at('data')}
`

async function listening(server: ChildProcess, port: number): Promise<void> {
  while (server.exitCode === null) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (answers) return
    await wait(20)
  }
  throw new Error('slapd ended as it started')
}
