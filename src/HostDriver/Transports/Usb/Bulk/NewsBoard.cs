namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>Lets callers sleep until something has changed. What changed they look up themselves, under the gate that guards it.</summary>
internal sealed class NewsBoard
{
    private TaskCompletionSource? _next;

    /// <summary>Under the gate: the task that ends with the next news.</summary>
    public Task Next() => (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Under the gate: wakes everyone.</summary>
    public void Announce()
    {
        _next?.SetResult();
        _next = null;
    }
}
