"""Writes Fixtures/tiny-llama: a small random model of the class LlamaForCausalLM, as transformers saves it, and the
logits that transformers computes from it in double precision.

    python3 make_fixture.py Fixtures/tiny-llama        needs torch and transformers
"""

import json
import pathlib
import sys

import torch
import transformers

folder = pathlib.Path(sys.argv[1])
torch.manual_seed(20240917)
configuration = transformers.LlamaConfig(
    vocab_size=17, hidden_size=18, intermediate_size=25, num_hidden_layers=2, num_attention_heads=3,
    max_position_embeddings=40, rms_norm_eps=1e-6, bos_token_id=None, eos_token_id=16, pad_token_id=None,
    rope_parameters={"rope_type": "default", "rope_theta": 500000.0})
model = transformers.LlamaForCausalLM(configuration)
with torch.no_grad():
    for name, parameter in model.named_parameters():
        if name.endswith("norm.weight"):
            parameter.uniform_(0.5, 1.5)
        else:
            parameter.normal_(0, 0.4)
model.save_pretrained(folder)

model = transformers.LlamaForCausalLM.from_pretrained(folder, dtype=torch.float64)
sequences = [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], [16, 0, 7, 7, 11, 13, 10]]
with torch.no_grad():
    logits = [model(torch.tensor([tokens])).logits[0].tolist() for tokens in sequences]
(folder / "logits.json").write_text(
    json.dumps([{"tokens": t, "logits": rows} for t, rows in zip(sequences, logits)], indent=1) + "\n")
