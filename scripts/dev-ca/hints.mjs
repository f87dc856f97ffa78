/** What to do with the certificates: for `prism.yaml`, and a line for curl. */
export function renderHints({ folder, hosts, clients, days }) {
  const [client] = clients;
  const rows = [
    [`${folder}/ca.crt`, "the authority; clients trust it (its key beside it signs: keep it)"],
    [`${folder}/server.crt`, `for ${hosts.join(", ")}; ${days} days`],
    ...clients.map(({ file, principal }) => [`${folder}/${file}.crt`, `for ${principal}; ${days} days`]),
  ];
  const width = Math.max(...rows.map(([file]) => file.length));
  return `${rows.map(([file, what]) => `${file.padEnd(width)}  ${what}`).join("\n")}

For prism.yaml:

listeners:
  tcp: { tls: true }
  grpc: { tls: true }
  http: { tls: true }
  admin: { tls: true }
tls:
  certFile: ${folder}/server.crt
  keyFile: ${folder}/server.key
  clientCaFile: ${folder}/ca.crt
  clientCertificates: optional

And then:

curl --cacert ${folder}/ca.crt --cert ${folder}/${client.file}.crt --key ${folder}/${client.file}.key https://localhost:7403/readyz
`;
}
