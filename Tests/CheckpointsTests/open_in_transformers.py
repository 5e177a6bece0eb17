"""Opens a model folder with transformers and prints, as JSON, the logits of token sequences in double precision.

    python3 open_in_transformers.py FOLDER '[[1, 2, 3]]' 'TEXT'

Prints {"logits": [[[…]]], "tokens": […], "end": …}: the logits of every sequence, the tokens of the text, the end token.
"""

import json
import sys

import torch
import transformers

folder, sequences, text = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
transformers.logging.set_verbosity_error()
model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64)
tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
with torch.no_grad():
    logits = [model(torch.tensor([tokens])).logits[0].tolist() for tokens in sequences]
print(json.dumps({"logits": logits, "tokens": tokenizer(text)["input_ids"], "end": tokenizer.eos_token_id}))
