"""Segmentation metrics from logits: the mask is logit > 0, as on the device."""
import torch


def confusion(logit: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Per-image TP, FP, FN, TN as an (N, 4) tensor, from logit and 0/1 mask of shape (N, 1, H, W)."""
    p, t = (logit > 0).flatten(1), (mask > 0.5).flatten(1)
    return torch.stack([(p & t).sum(1), (p & ~t).sum(1), (~p & t).sum(1), (~p & ~t).sum(1)], dim=1).double()


def summarize(counts: torch.Tensor) -> dict[str, float]:
    """Dice and IoU, as the mean over images (an image empty in both scores 1) and pooled over all pixels."""

    def dice(c: torch.Tensor) -> torch.Tensor:
        denominator = 2 * c[..., 0] + c[..., 1] + c[..., 2]
        return torch.where(denominator > 0, 2 * c[..., 0] / denominator.clamp(min=1), torch.ones_like(denominator))

    def iou(c: torch.Tensor) -> torch.Tensor:
        denominator = c[..., 0] + c[..., 1] + c[..., 2]
        return torch.where(denominator > 0, c[..., 0] / denominator.clamp(min=1), torch.ones_like(denominator))

    pooled = counts.sum(0)
    return {
        "images": int(counts.shape[0]),
        "dice_mean": dice(counts).mean().item(),
        "iou_mean": iou(counts).mean().item(),
        "dice_pooled": dice(pooled).item(),
        "iou_pooled": iou(pooled).item(),
    }
