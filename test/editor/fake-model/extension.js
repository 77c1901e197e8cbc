// The script is a JSON file: a word in what the person says -> the tool call the model answers with. Every request is written down, one line each.
const vscode = require('vscode');
const { appendFileSync, readFileSync } = require('node:fs');

exports.activate = (context) => {
  let calls = 0;
  const log = (line) => appendFileSync(process.env.FAKE_MODEL_LOG, `${JSON.stringify(line)}\n`);
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('infraholdfake', {
      provideLanguageModelChatInformation: async () => [
        { id: 'scripted-1', name: 'Scripted 1', family: 'scripted', version: '1', maxInputTokens: 100000, maxOutputTokens: 8000, capabilities: { toolCalling: true, imageInput: false }, isUserSelectable: true, isDefault: true },
      ],
      provideTokenCount: async (_model, text) => Math.ceil((typeof text === 'string' ? text : JSON.stringify(text.content)).length / 4),
      provideLanguageModelChatResponse: async (_model, messages, options, progress) => {
        const { text, results } = read(messages[messages.length - 1]);
        log({ results, text: text.slice(-2000), tools: (options.tools ?? []).map((tool) => tool.name) });
        const script = JSON.parse(readFileSync(process.env.FAKE_MODEL_SCRIPT, 'utf8'));
        const word = Object.keys(script).find((one) => text.includes(one));
        const step = word === undefined ? undefined : script[word];
        // A side request (a title, a summary) brings no tools; only the agent's own turn is answered with a call.
        if (results.length === 0 && step && options.tools?.some((tool) => tool.name === step.tool)) {
          progress.report(new vscode.LanguageModelToolCallPart(`call-${++calls}`, step.tool, step.input));
        } else {
          progress.report(new vscode.LanguageModelTextPart(results.length > 0 ? 'The tool has answered.' : 'Hello.'));
        }
      },
    }),
  );
};

function read(message) {
  const results = [];
  let text = '';
  for (const part of message.content) {
    if (part instanceof vscode.LanguageModelTextPart) text += part.value;
    else if (part instanceof vscode.LanguageModelToolResultPart) results.push(JSON.stringify(part.content));
  }
  return { text, results };
}
