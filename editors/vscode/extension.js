// Starts `signalbox lsp` for the files of the language and leaves the rest to the client library.
const { workspace } = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

function activate() {
  const command = workspace.getConfiguration('signalbox').get('command');
  client = new LanguageClient(
    'signalbox',
    'Signalbox',
    { command, args: ['lsp'], transport: TransportKind.stdio },
    {
      documentSelector: ['**/*.flow.yaml', '**/*.test.yaml', '**/signalbox.yaml'].map((pattern) => ({
        scheme: 'file',
        pattern,
      })),
      synchronize: { fileEvents: workspace.createFileSystemWatcher('**/{*.flow.yaml,*.test.yaml,signalbox.yaml}') },
    },
  );
  return client.start();
}

function deactivate() {
  return client && client.stop();
}

module.exports = { activate, deactivate };
