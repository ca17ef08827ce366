"""Makes gaussian_likelihood.csv: PyTorch's GaussianNLLLoss in float64 with its gradients, for means and variances of
float32. Each line: full or not, k, then 2k outputs (means, variances), k targets, the loss, 2k gradients.
Run: python3 gaussian_likelihood.py (needs torch)."""
import numpy as np
import torch

rng = np.random.default_rng(11)
lines = []
for full in (False, True):
    for k in (1, 1, 2, 3):
        mean = torch.tensor(rng.normal(size=(1, k)).astype(np.float32).astype(np.float64), requires_grad=True)
        variance = torch.tensor(np.exp(rng.normal(size=(1, k)) * 2).astype(np.float32).astype(np.float64), requires_grad=True)
        target = torch.tensor(rng.normal(size=(1, k)).astype(np.float32).astype(np.float64))
        loss = torch.nn.GaussianNLLLoss(full=full, eps=1e-6)(mean, target, variance)
        loss.backward()
        numbers = [mean, variance, target, loss.reshape(1, 1), mean.grad, variance.grad]
        values = np.concatenate([n.detach().numpy().ravel() for n in numbers])
        lines.append(f"{int(full)},{k}," + ",".join(repr(float(v)) for v in values))
open("gaussian_likelihood.csv", "w").write("\n".join(lines) + "\n")
