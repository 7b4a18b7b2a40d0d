// Certificates of servers of the tests, made by OpenSSL.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

const OPENSSL = '/usr/bin/openssl'

/** Of a server at that address, signed by itself: PEM. */
export function certified(name = 'IP:127.0.0.1'): { key: string; cert: string } {
  installOnDebian(OPENSSL, 'openssl')
  const said = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test -addext subjectAltName=${name} -keyout - -out -`
  const pem = execFileSync(OPENSSL, said.split(' '), { encoding: 'utf8', stdio: 'pipe' })
  const [key = '', cert = ''] = pem.match(/-----BEGIN [^]*?-----END [A-Z ]+-----\n/g) ?? []
  return { key, cert }
}

/** This process believes it from now on. */
export const believe = (cert: string): void =>
  setDefaultCACertificates([...getCACertificates('default'), cert])

export function installOnDebian(program: string, name: string): void {
  if (existsSync(program)) return
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const command = `apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${name}`
    spawnSync('/bin/sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  if (!existsSync(program))
    throw new Error(
      `The tests of directories need ${program}: install it (on Debian: apt-get install ${name}).`,
    )
}
